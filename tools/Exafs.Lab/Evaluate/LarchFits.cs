using System.Diagnostics;
using System.Text.Json;

namespace Exafs.Lab.Evaluate;

/// <summary>The conventional two-shell fit of iron foils by Larch, as larch_two_shell.py does it.</summary>
internal sealed class LarchFits
{
    private const string Script = "larch_two_shell.py";
    private const double BestKMax = 12.5;

    private readonly List<(string File, double KMax, JsonElement Fit)> _fits = [];

    private LarchFits()
    {
    }

    /// <summary>Nothing was asked.</summary>
    public static LarchFits None { get; } = new();

    /// <summary>By file: N1, N2 where they are free, R1, σ² where they are held.</summary>
    public Dictionary<string, FoilNumbers> Numbers()
    {
        var numbers = new Dictionary<string, FoilNumbers>(StringComparer.Ordinal);
        foreach (var file in _fits.GroupBy(fit => fit.File, StringComparer.Ordinal))
        {
            var (fixedFit, free) = (file.MinBy(fit => Math.Abs(fit.KMax - BestKMax)).Fit.GetProperty("fixed"), file.MinBy(fit => Math.Abs(fit.KMax - BestKMax)).Fit.GetProperty("free"));
            double n1 = free.GetProperty("n1").GetDouble(), n2 = free.GetProperty("n2").GetDouble();
            numbers[file.Key] = new(n1 + n2, n1, n2, fixedFit.GetProperty("r1_angstrom").GetDouble(), fixedFit.GetProperty("sigma2_1_angstrom2").GetDouble(), double.NaN, fixedFit.GetProperty("r_factor").GetDouble(), double.NaN);
        }

        return numbers;
    }

    /// <summary>R1 of one file with N held, by kmax.</summary>
    public (double KMax, double R1)[] Distances(string file) => [.. _fits.Where(fit => fit.File == file).Select(fit => (fit.KMax, fit.Fit.GetProperty("fixed").GetProperty("r1_angstrom").GetDouble()))];

    /// <param name="files">Paths; the first gives S0².</param>
    /// <param name="say">Told what failed.</param>
    /// <exception cref="UsageException">Larch or FEFF are not on this machine.</exception>
    public static LarchFits Of(IEnumerable<string> files, Action<string> say)
    {
        var start = new ProcessStartInfo("/usr/bin/python3") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var word in new[] { Path.Combine(AppContext.BaseDirectory, "Evaluate", Script), "--kmax", "10,11,12,12.5,13,14,16" }.Concat(files)) start.ArgumentList.Add(word);
        using var process = Start(start);
        // Both pipes at once: one that is full would hold the program for ever.
        var complaint = process.StandardError.ReadToEndAsync();
        var json = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new UsageException($"--larch: {complaint.GetAwaiter().GetResult().Trim()}");
        var fits = new LarchFits();
        foreach (var result in JsonDocument.Parse(json).RootElement.EnumerateArray())
        {
            var file = result.GetProperty("file").GetString()!;
            if (result.TryGetProperty("error", out var error)) say($"Larch, {Path.GetFileName(file)}: {error.GetString()}");
            else fits._fits.Add((file, result.GetProperty("kmax_per_angstrom").GetDouble(), result));
        }

        return fits;
    }

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            throw new UsageException($"--larch: {start.FileName}: {error.Message}");
        }
    }
}
