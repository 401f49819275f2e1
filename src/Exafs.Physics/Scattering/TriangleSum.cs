using Exafs.Physics.Structures;

namespace Exafs.Physics.Scattering;

/// <summary>Finds the triangles around absorbers and collects them by shape.</summary>
internal sealed class TriangleSum(PathTables tables)
{
    private readonly double _halfLength = tables.Options.MaximumHalfLength;
    private readonly double _minimumLeg = tables.Options.MinimumLeg;
    private readonly TriangleHistogram _around = new(tables.Around.Grid, tables.Bins);
    private readonly TriangleHistogram _thereAndBack = new(tables.ThereAndBack.Grid, tables.Bins);
    private readonly TriangleHistogram _throughAbsorber = new(tables.ThroughAbsorber.Grid, tables.Bins);

    /// <summary>Adds all triangles of one absorber; how many paths they are.</summary>
    /// <param name="neighbours">Within the longest half path length, nearest first.</param>
    public PathCounts Add(ReadOnlySpan<Neighbour> neighbours)
    {
        var counts = default(PathCounts);
        for (var i = 0; i < neighbours.Length; i++)
        {
            var (a, ra) = (neighbours[i].Displacement, neighbours[i].Distance);
            if (2 * ra <= _halfLength)
            {
                _throughAbsorber.Add(ra, ra, Math.PI, 2 * ra, Weight(ra, ra, 1));
                counts.ThroughAbsorber++;
            }

            for (var j = i + 1; j < neighbours.Length; j++)
            {
                var (b, rb) = (neighbours[j].Displacement, neighbours[j].Distance);
                var way = b - a;
                var squared = way.LengthSquared;
                var longest = (2 * _halfLength) - ra - rb;
                if (longest <= 0) break;
                if (squared > longest * longest) continue;

                var rab = Math.Sqrt(squared);
                if (rab < _minimumLeg) throw new ArgumentException($"two atoms are {rab:0.00} Å apart");
                var dot = a.Dot(b);
                // The way turns at A by the angle between 0A and AB, at B by that between 0B and BA, at 0 by that between A0 and 0B.
                var atA = Angle((dot - (ra * ra)) / (ra * rab));
                _around.Add(ra, rab, atA, (ra + rab + rb) / 2, 2 / (ra * rab * rb));
                counts.Around += 2;
                if (ra + rab <= _halfLength)
                {
                    _thereAndBack.Add(ra, rab, atA, ra + rab, Weight(ra, rab, 1));
                    counts.ThereAndBack++;
                }

                if (rb + rab <= _halfLength)
                {
                    _thereAndBack.Add(rb, rab, Angle((dot - (rb * rb)) / (rb * rab)), rb + rab, Weight(rb, rab, 1));
                    counts.ThereAndBack++;
                }

                if (ra + rb <= _halfLength)
                {
                    _throughAbsorber.Add(ra, rb, Angle(-dot / (ra * rb)), ra + rb, Weight(ra, rb, 2));
                    counts.ThroughAbsorber += 2;
                }
            }
        }

        return counts;
    }

    /// <summary>Adds what was collected to <paramref name="spectrum"/> [bin][Width], and is empty again.</summary>
    public void MoveTo(Span<float> spectrum)
    {
        _around.MoveTo(tables.Around, spectrum);
        _thereAndBack.MoveTo(tables.ThereAndBack, spectrum);
        _throughAbsorber.MoveTo(tables.ThroughAbsorber, spectrum);
    }

    private static double Weight(double r1, double r2, double paths) => paths / (r1 * r1 * r2 * r2);

    private static double Angle(double cosine) => Math.Acos(Math.Clamp(cosine, -1, 1));
}
