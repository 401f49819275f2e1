using System.Globalization;
using Exafs.Lab.Simulate;
using Exafs.Tests.Reference;

namespace Exafs.Tests.Lab.Simulate;

/// <summary>Configurations for tests.</summary>
public static class TrainingConfigs
{
    public static string FileOf(string element) => Path.Combine(RepositoryFolder.Path, "config", "training", $"{element}.json");

    /// <summary>Iron as it is shipped, but with other groups of runs, written in JSON.</summary>
    public static string Iron(string groups, string reference, string equilibrationPs = "0.1", string productionPs = "0.2", string frameIntervalPs = "0.02")
    {
        var text = File.ReadAllText(FileOf("fe"));
        text = text[..text.IndexOf("\"groups\": [", StringComparison.Ordinal)] + $"\"groups\": [{groups}]\n}}" + After(text);
        return Set(Set(Set(Set(text, "equilibration_ps", equilibrationPs), "production_ps", productionPs), "frame_interval_ps", frameIntervalPs), "reference", $"\"{reference}\"");
    }

    public static TrainingConfig Parsed(string groups, string reference) => TrainingConfig.Parse(Iron(groups, reference));

    private static string Set(string text, string key, string value)
    {
        var start = text.IndexOf($"\"{key}\": ", StringComparison.Ordinal) + key.Length + 4;
        return text[..start] + string.Create(CultureInfo.InvariantCulture, $"{value}") + text[text.IndexOf(",\n", start, StringComparison.Ordinal)..];
    }

    /// <summary>What follows the section of the dynamics.</summary>
    private static string After(string text)
    {
        const string end = "\n    ]\n  }";
        return text[(text.IndexOf(end, text.IndexOf("\"groups\": [", StringComparison.Ordinal), StringComparison.Ordinal) + end.Length)..];
    }
}
