using System.ComponentModel.DataAnnotations;

namespace Exafs.Monitor.Options;

/// <summary>A log for programs, beside what is shown: one JSON object a line, with run, scan and reason as properties.</summary>
internal sealed record LoggingSection
{
    /// <summary>Null: none.</summary>
    public string? File { get; init; }

    /// <summary>A file that has grown so large is followed by the next.</summary>
    [Range(100_000, 10_000_000_000)]
    public long FileBytesMaximum { get; init; } = 50_000_000;

    /// <summary>So many are kept.</summary>
    [Range(1, 1000)]
    public int FilesKept { get; init; } = 10;
}
