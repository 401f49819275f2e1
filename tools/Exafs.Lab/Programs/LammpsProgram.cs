using System.Text.RegularExpressions;

namespace Exafs.Lab.Programs;

/// <summary>LAMMPS: runs an input file in a folder, one process, one core; its log stays there.</summary>
public static partial class LammpsProgram
{
    public const string LogFile = "log.lammps";

    // Where Debian's lammps-data puts them; LAMMPS itself knows the variable.
    private const string DebianPotentials = "/usr/share/lammps/potentials", PotentialsVariable = "LAMMPS_POTENTIALS";

    private static readonly ExternalProgram Lmp = new("lmp", "lammps");

    /// <summary>Runs <paramref name="inputFile"/> in <paramref name="folder"/>.</summary>
    /// <returns>Null; or what LAMMPS says went wrong, one line.</returns>
    /// <exception cref="UsageException">There is no lmp.</exception>
    public static string? Run(string inputFile, string folder, CancellationToken cancellation)
    {
        ProgramResult result = Lmp.Run(["-in", inputFile, "-log", LogFile, "-screen", "none"], folder, null, cancellation);
        if (result.ExitCode == 0) return null;
        var log = Path.Combine(folder, LogFile);
        var said = (File.Exists(log) ? File.ReadAllText(log) : "") + "\n" + result.Output;
        return ErrorLine(said) ?? $"lmp ended with {result.ExitCode}";
    }

    /// <summary>"29 Sep 2021 - Update 2" or the like.</summary>
    /// <exception cref="UsageException">There is no lmp.</exception>
    public static string Version(CancellationToken cancellation)
    {
        Match version = VersionPattern().Match(Lmp.Run(["-help"], Path.GetTempPath(), null, cancellation).Output);
        return version.Success ? version.Groups[1].Value : "unknown";
    }

    /// <summary>The full name of a potential's file, found at run time: none is shipped here.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static string PotentialFile(string name)
    {
        var given = Environment.GetEnvironmentVariable(PotentialsVariable);
        string[] folders = string.IsNullOrEmpty(given) ? [DebianPotentials] : [.. given.Split(Path.PathSeparator), DebianPotentials];
        return folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists)
            ?? throw new UsageException($"potential {name} is not in {string.Join(" or ", folders)}: apt-get install lammps-data, or name its folder in {PotentialsVariable}");
    }

    /// <summary>The first line that LAMMPS marks as an error, without where in its source that was.</summary>
    public static string? ErrorLine(string text)
    {
        Match error = ErrorPattern().Match(text);
        return error.Success ? error.Groups[1].Value.Trim() : null;
    }

    [GeneratedRegex(@"^ERROR(?: on proc \d+)?: (.*?)(?: \(src.*| \(\.\..*)?\r?$", RegexOptions.Multiline)]
    private static partial Regex ErrorPattern();

    [GeneratedRegex(@"Massively Parallel Simulator - (.+?)\r?$", RegexOptions.Multiline)]
    private static partial Regex VersionPattern();
}
