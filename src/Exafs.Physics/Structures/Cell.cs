namespace Exafs.Physics.Structures;

/// <summary>The box of a structure: three edges, Å, right-handed, along each of which it may repeat.</summary>
public sealed record Cell(Vector A, Vector B, Vector C, bool PeriodicA = true, bool PeriodicB = true, bool PeriodicC = true)
{
    /// <summary>A box with edges along the axes, Å.</summary>
    public static Cell Orthogonal(double a, double b, double c, bool periodic = true) =>
        new(new(a, 0, 0), new(0, b, 0), new(0, 0, c), periodic, periodic, periodic);

    /// <summary>Å³.</summary>
    public double Volume => A.Dot(B.Cross(C));

    /// <summary>The distance between the two faces that each edge joins, Å.</summary>
    public Vector Heights => new(Volume / B.Cross(C).Length, Volume / C.Cross(A).Length, Volume / A.Cross(B).Length);

    public Vector ToFractional(Vector position) =>
        new(position.Dot(B.Cross(C)) / Volume, position.Dot(C.Cross(A)) / Volume, position.Dot(A.Cross(B)) / Volume);

    public Vector ToPosition(Vector fractional) => (A * fractional.X) + (B * fractional.Y) + (C * fractional.Z);

    /// <summary>Every edge times <paramref name="factor"/>.</summary>
    public Cell Scaled(double factor) => this with { A = A * factor, B = B * factor, C = C * factor };
}
