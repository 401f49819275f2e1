using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;

namespace Exafs.Monitor.Options;

/// <summary>A program that is run for each alert.</summary>
internal sealed record CommandSection : ISection
{
    public required string Program { get; init; }

    public ImmutableArray<string> Arguments { get; init; } = [];

    [Range(0.1, 600.0)]
    public double TimeoutSeconds { get; init; } = 30;

    public IEnumerable<(string Key, string Problem)> Check()
    {
        if (string.IsNullOrWhiteSpace(Program))
            yield return ("program", "must not be empty");
    }
}
