namespace Exafs.Lab;

/// <summary>The machine that a table was made on.</summary>
internal static class Machine
{
    /// <summary>Such as "AMD EPYC, 2 cores".</summary>
    public static string InWords()
    {
        const string Information = "/proc/cpuinfo", Model = "model name";
        var model = File.Exists(Information) ? File.ReadLines(Information).FirstOrDefault(line => line.StartsWith(Model, StringComparison.Ordinal))?.Split(':', 2)[1].Trim() : null;
        return $"{model ?? "a processor that tells no name"}, {Environment.ProcessorCount} cores";
    }
}
