namespace Exafs.Adapters.Storage;

/// <summary>Where results are kept, and how surely.</summary>
public sealed record SqliteStoreOptions
{
    /// <summary>The file; it is made where there is none.</summary>
    public required string File { get; init; }

    /// <summary>True: a batch that was written survives a loss of power (synchronous = FULL). False: only the end of the program (NORMAL), which is faster.</summary>
    public bool SurvivePowerLoss { get; init; } = true;

    /// <summary>Also keep the counts of scans that were analysed; those of rejected scans are kept always.</summary>
    public bool KeepCounts { get; init; }

    /// <summary>How long another writer of the file is waited for.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Largest size of the file, bytes; null: as large as the disk.</summary>
    public long? FileBytes { get; init; }
}
