using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace TorchSharp.Native;

/// <summary>Finds libtorch, has the shim made for it by g++ the first time, and loads the two.</summary>
/// <remarks>The shim is kept per user, under a name that its source, the library and the compiler's options decide.</remarks>
internal static partial class Libtorch
{
    private const string HowToGetIt =
        "apt-get install libtorch-dev libopenblas0-pthread g++, or let TORCH_HOME name the folder of a libtorch 2.x that holds include and lib";

    public static nint Load()
    {
        var (include, lib) = Find();
        string shim = Shim(include, lib);
        // Only its being loaded tells libtorch that there are devices.
        string cuda = Path.Combine(lib, "libtorch_cuda.so");
        if (File.Exists(cuda))
            NativeLibrary.Load(cuda);
        return NativeLibrary.Load(shim);
    }

    private static (string Include, string Lib) Find()
    {
        string? home = Environment.GetEnvironmentVariable("TORCH_HOME") ?? Environment.GetEnvironmentVariable("LIBTORCH");
        string root = string.IsNullOrEmpty(home) ? "/usr" : home;
        string machine = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "aarch64-linux-gnu" : "x86_64-linux-gnu";
        string include = Path.Combine(root, "include");
        string? lib = new[] { Path.Combine(root, "lib"), Path.Combine(root, "lib", machine) }
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "libtorch_cpu.so")));
        return lib is not null && File.Exists(Path.Combine(include, "ATen", "core", "Tensor.h"))
            ? (include, lib)
            : throw new DllNotFoundException($"libtorch is missing in {root}: {HowToGetIt}");
    }

    private static string Shim(string include, string lib)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("shim.cpp")!;
        string source = new StreamReader(stream).ReadToEnd();
        string[] options = Options(include, lib);
        var library = new FileInfo(new FileInfo(Path.Combine(lib, "libtorch_cpu.so")).ResolveLinkTarget(true)?.FullName
            ?? Path.Combine(lib, "libtorch_cpu.so"));
        string key = $"{source}\n{string.Join(' ', options)}\n{library.FullName} {library.Length} {library.LastWriteTimeUtc:O}";
        string name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))[..16];
        string kept = Path.Combine(CacheFolder(), $"torch-shim-{name}.so");
        if (!File.Exists(kept))
            Compile(source, options, kept);
        return kept;
    }

    private static string[] Options(string include, string lib)
    {
        // The wheels of PyPI before 2.7 have the C++ library's old ABI, and say so where CMake would ask.
        string[] configurations = [Path.Combine(lib, "..", "share", "cmake", "Torch", "TorchConfig.cmake"), Path.Combine(lib, "cmake", "Torch", "TorchConfig.cmake")];
        string abi = configurations.Where(File.Exists).Select(file => Abi().Match(File.ReadAllText(file)))
            .FirstOrDefault(match => match.Success)?.Groups[1].Value ?? "1";
        return ["-std=c++20", "-O1", "-shared", "-fPIC", "-w", "-x", "c++", $"-D_GLIBCXX_USE_CXX11_ABI={abi}",
            $"-I{include}", $"-I{Path.Combine(include, "torch/csrc/api/include")}", "-", $"-L{lib}", "-ltorch", "-ltorch_cpu", "-lc10", $"-Wl,-rpath,{lib}"];
    }

    private static string CacheFolder()
    {
        string user = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        foreach (string parent in new[] { user, Path.GetTempPath() }.Where(folder => folder.Length > 0))
        {
            try
            {
                return Directory.CreateDirectory(Path.Combine(parent, "torchsharp-stand-in")).FullName;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                continue;
            }
        }
        throw new DllNotFoundException("there is no folder to keep libtorch's shim in: set XDG_DATA_HOME or TMPDIR to one that can be written");
    }

    private static void Compile(string source, string[] options, string kept)
    {
        // Written beside it and renamed, so that of two processes neither loads half a library.
        string made = $"{kept}.{Environment.ProcessId}";
        var start = new ProcessStartInfo("g++", [.. options, "-o", made])
        {
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process compiler = Process.Start(start)!;
            compiler.StandardInput.Write(source);
            compiler.StandardInput.Close();
            string said = compiler.StandardError.ReadToEnd();
            compiler.WaitForExit();
            if (compiler.ExitCode != 0)
                throw new DllNotFoundException($"g++ could not make the shim of libtorch: {FirstError(said)}");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            throw new DllNotFoundException($"g++ is missing, and libtorch's shim is made with it: {HowToGetIt}");
        }
        File.Move(made, kept, overwrite: true);
    }

    private static string FirstError(string said) =>
        said.Split('\n').FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal)) ?? said.Trim();

    [GeneratedRegex(@"_GLIBCXX_USE_CXX11_ABI=([01])")]
    private static partial Regex Abi();
}
