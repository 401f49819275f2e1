using System.Collections.Immutable;

namespace Exafs.Monitor.Page;

/// <summary>What every viewer may be sent at one moment; of each part the number of the edition that it is new in.</summary>
internal sealed record LiveEdition
{
    public static LiveEdition First { get; } = new();

    public long Number { get; init; }

    /// <summary>The run that is measured; null: none yet.</summary>
    public string? RunId { get; init; }

    /// <summary>Its last row in the store; 0: none.</summary>
    public long Last { get; init; }

    /// <summary>The edition that the run is new in.</summary>
    public long RunSince { get; init; }

    public Part? Now { get; init; }

    public Part? State { get; init; }

    public Part? Events { get; init; }

    /// <summary>Which run it is, and how far it has come.</summary>
    public byte[] Run() => PageFrame.Write(new { Type = "run", RunId, Last });

    /// <summary>The newest scans, oldest first, without a gap between one and the next.</summary>
    public ImmutableQueue<Chunk> Chunks { get; init; } = [];

    /// <summary>A frame, and the edition that it is new in.</summary>
    internal sealed record Part(byte[] Frame, long Since);

    /// <summary>The scans behind row <paramref name="After"/>, up to row <paramref name="Last"/>.</summary>
    internal sealed record Chunk(long After, long Last, byte[] Track, byte[] Waterfall);
}
