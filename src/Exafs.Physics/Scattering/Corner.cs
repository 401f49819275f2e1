using Exafs.Physics.Structures;

namespace Exafs.Physics.Scattering;

/// <summary>Where a path turns from one leg into the next: by β, in a plane of normal <paramref name="Normal"/>.</summary>
internal readonly record struct Corner(double Cosine, double Sine, Vector Normal)
{
    private const double Straight = 1e-10;

    /// <param name="comes">Unit vector.</param>
    /// <param name="leaves">Unit vector.</param>
    public static Corner Between(Vector comes, Vector leaves)
    {
        var cross = comes.Cross(leaves);
        var sine = cross.Length;
        // A straight line lies in many planes: any of them does, as long as both of its legs mean the same.
        return new(comes.Dot(leaves), sine, sine > Straight ? cross / sine : Across(comes));
    }

    /// <summary>How far the plane of <paramref name="next"/> is turned from this one about the leg between them, rad.</summary>
    public double TwistTo(Corner next, Vector leg) => Math.Atan2(Normal.Cross(next.Normal).Dot(leg), Normal.Dot(next.Normal));

    private static Vector Across(Vector leg)
    {
        var (x, y, z) = (Math.Abs(leg.X), Math.Abs(leg.Y), Math.Abs(leg.Z));
        var normal = leg.Cross(x <= y && x <= z ? new(1, 0, 0) : y <= z ? new(0, 1, 0) : new(0, 0, 1));
        return normal / normal.Length;
    }
}
