namespace Exafs.Signal;

/// <summary>Why a scan gives no result: a short reason that is counted, and a sentence for a person.</summary>
/// <param name="Reason">Stable snake_case word, such as "truncated_frame" or "no_edge".</param>
/// <param name="Detail">What was seen, with numbers.</param>
public sealed record Defect(string Reason, string Detail);
