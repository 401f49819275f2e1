using Exafs.Physics.Scattering;
using Exafs.Physics.Structures;

namespace Exafs.Lab.Simulate.Ensembles;

/// <summary>χ(k) of frames, as <see cref="PathEngine.Evaluate"/> gives it.</summary>
/// <exception cref="ArgumentException">These frames have none, such as where two atoms are too near.</exception>
public delegate PathSum EvaluatePaths(IReadOnlyList<AtomicStructure> frames, int absorbers, int genericAbsorbers, ulong seed, CancellationToken cancellation);
