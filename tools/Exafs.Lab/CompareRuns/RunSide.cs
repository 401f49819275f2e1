namespace Exafs.Lab.CompareRuns;

/// <summary>One of the two runs.</summary>
/// <param name="File">The store.</param>
/// <param name="RunId">The run.</param>
/// <param name="Hash">Of its results.</param>
/// <param name="Analyzed">Scans.</param>
/// <param name="Rejected">Scans.</param>
/// <param name="Structures">Scans with an estimate.</param>
/// <param name="Events">Without notes of operators.</param>
/// <param name="Defects">Messages of the run that no scan could be made of.</param>
internal sealed record RunSide(string File, string RunId, string Hash, int Analyzed, int Rejected, int Structures, int Events, int Defects);
