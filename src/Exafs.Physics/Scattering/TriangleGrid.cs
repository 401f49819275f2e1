using Exafs.Physics.Structures;

namespace Exafs.Physics.Scattering;

/// <summary>Nodes over (1/r₁, 1/r₂, β): uniform in each, and one beyond either end, so that every point has two nodes on both sides.</summary>
internal sealed class TriangleGrid
{
    private readonly double _inverseStart;
    private readonly double _inverseStep;
    private readonly double _minimumLeg;

    public TriangleGrid(TriangleShape shape, PathEngineOptions options)
    {
        Shape = shape;
        _minimumLeg = options.MinimumLeg;
        var longest = shape == TriangleShape.Around ? options.MaximumHalfLength : options.MaximumHalfLength - options.MinimumLeg;
        _inverseStep = ((1 / options.MinimumLeg) - (1 / longest)) / (options.TriangleNodes - 3);
        // The node beyond the far end must still lie at a finite distance.
        _inverseStart = Math.Max((1 / longest) - _inverseStep, 0.2 / longest);
        _inverseStep = ((1 / options.MinimumLeg) - _inverseStart) / (options.TriangleNodes - 2);
        Lengths = options.TriangleNodes;
        Angles = options.AngleIntervals + 3;
        AngleStep = Math.PI / options.AngleIntervals;
    }

    public TriangleShape Shape { get; }

    /// <summary>Nodes of each length.</summary>
    public int Lengths { get; }

    /// <summary>Nodes of the angle.</summary>
    public int Angles { get; }

    public double AngleStep { get; }

    public double Length(int node) => 1 / (_inverseStart + (node * _inverseStep));

    public double Angle(int node) => (node - 1) * AngleStep;

    /// <summary>Where a length falls, in nodes.</summary>
    public double LengthNode(double length) => ((1 / length) - _inverseStart) / _inverseStep;

    /// <summary>Where an angle falls, in nodes.</summary>
    public double AngleNode(double angle) => (angle / AngleStep) + 1;

    /// <summary>The atoms of the path, and the product of its legs.</summary>
    public (Vector[] Atoms, double LegProduct) Path(double r1, double r2, double angle)
    {
        // Nodes where B would sit on the absorber serve no triangle that exists; they take the angle at which it is as near as atoms get.
        if (Shape == TriangleShape.Around)
        {
            var cosine = ((_minimumLeg * _minimumLeg) - (r1 * r1) - (r2 * r2)) / (2 * r1 * r2);
            if (cosine > -1 && Math.Cos(angle) < cosine) angle = Math.Acos(Math.Min(cosine, 1));
        }

        var a = new Vector(0, 0, r1);
        var turned = new Vector(r2 * Math.Sin(angle), 0, r2 * Math.Cos(angle));
        switch (Shape)
        {
            case TriangleShape.Around:
                var b = a + turned;
                return ([a, b], r1 * r2 * b.Length);
            case TriangleShape.ThereAndBack:
                return ([a, a + turned, a], r1 * r1 * r2 * r2);
            default:
                return ([a, default, new(turned.X, 0, -turned.Z)], r1 * r1 * r2 * r2);
        }
    }
}
