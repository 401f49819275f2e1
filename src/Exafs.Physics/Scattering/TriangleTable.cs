using System.Numerics;

namespace Exafs.Physics.Scattering;

/// <summary>F = χ̃·Π r_leg·exp(-2ipR) of one shape at the nodes of its grid: what is left of the amplitude when all that changes fast with the lengths is taken out.</summary>
/// <remarks>p is the complex local momentum; with k in its place the rest is not smooth. Real and imaginary parts by turns, float, [length][length][angle][Width].</remarks>
internal sealed class TriangleTable
{
    private readonly float[] _values;

    private TriangleTable(TriangleGrid grid, int knots, float[] values)
    {
        (Grid, Width, _values) = (grid, 2 * knots, values);
    }

    public TriangleGrid Grid { get; }

    /// <summary>Numbers of a node: two for each k.</summary>
    public int Width { get; }

    public static TriangleTable Of(TriangleGrid grid, int knots, PathAmplitude amplitude)
    {
        var (lengths, angles, width) = (grid.Lengths, grid.Angles, 2 * knots);
        var values = new float[lengths * lengths * angles * width];
        var chi = new Complex[knots];
        for (var i = 0; i < lengths; i++)
            for (var j = 0; j < lengths; j++)
            {
                // 0A0B0 is 0B0A0 by time reversal, and every shape at -β is the one at β.
                for (var angle = 1; angle < angles - 1; angle++)
                {
                    var node = Node(i, j, angle);
                    if (grid.Shape == TriangleShape.ThroughAbsorber && j < i)
                    {
                        Node(j, i, angle).CopyTo(node);
                        continue;
                    }

                    var (atoms, legs) = grid.Path(grid.Length(i), grid.Length(j), grid.Angle(angle));
                    amplitude(atoms, chi);
                    for (var n = 0; n < chi.Length; n++)
                        (node[2 * n], node[(2 * n) + 1]) = ((float)(legs * chi[n].Real), (float)(legs * chi[n].Imaginary));
                }

                Node(i, j, 2).CopyTo(Node(i, j, 0));
                Node(i, j, angles - 3).CopyTo(Node(i, j, angles - 1));
            }

        return new(grid, knots, values);

        Span<float> Node(int i, int j, int angle) => values.AsSpan(((((i * lengths) + j) * angles) + angle) * width, width);
    }

    /// <summary>F at a node [Width].</summary>
    public ReadOnlySpan<float> Node(int i, int j, int angle) =>
        _values.AsSpan(((((i * Grid.Lengths) + j) * Grid.Angles) + angle) * Width, Width);
}
