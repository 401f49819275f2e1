using Exafs.Lab.Simulate.Ensembles;

namespace Exafs.Lab.Simulate;

/// <summary>The scattering data that a library is made with.</summary>
/// <param name="File">Those of the library.</param>
/// <param name="Sha256">SHA-256 of them and of the other ones.</param>
/// <param name="FeffVersion">As FEFF says it.</param>
/// <param name="Evaluate">χ(k) by them.</param>
/// <param name="EvaluateOther">χ(k) by the other ones, of self-consistent potentials.</param>
public sealed record ScatteringFiles(string File, string Sha256, string FeffVersion, EvaluatePaths Evaluate, EvaluatePaths EvaluateOther);
