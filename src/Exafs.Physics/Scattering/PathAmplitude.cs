using System.Numerics;
using Vector = Exafs.Physics.Structures.Vector;

namespace Exafs.Physics.Scattering;

/// <summary>χ̃(k)·exp(-2ipR) [n] of the path from the absorber at the origin over <paramref name="atoms"/> and back, as <see cref="RehrAlbers.Amplitude"/> gives it.</summary>
internal delegate void PathAmplitude(ReadOnlySpan<Vector> atoms, Span<Complex> amplitude);
