using System.Numerics;
using Vector = Exafs.Physics.Structures.Vector;

namespace Exafs.Physics.Scattering;

/// <summary>χ̃(k) [n] of the path from the absorber at the origin over <paramref name="atoms"/> and back,.</summary>
internal delegate void PathAmplitude(ReadOnlySpan<Vector> atoms, Span<Complex> chi);
