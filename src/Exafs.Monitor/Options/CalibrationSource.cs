namespace Exafs.Monitor.Options;

/// <summary>What tells where the theory's k = 0 lies, and how much of its amplitude is measured.</summary>
internal enum CalibrationSource
{
    /// <summary>The configuration, or else the pack.</summary>
    Configuration,

    /// <summary>The reference foil of the first good scan of each series.</summary>
    Reference,
}
