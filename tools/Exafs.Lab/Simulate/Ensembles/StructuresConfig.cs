namespace Exafs.Lab.Simulate.Ensembles;

/// <summary>How structures are made from the frames of a run, and how their EXAFS is summed.</summary>
public sealed record StructuresConfig
{
    public int PerRun { get; init; } = 18;

    /// <summary>The first of each run that are left as they were simulated: neither scaled nor displaced.</summary>
    public int AsSimulated { get; init; } = 2;

    public int FramesMin { get; init; } = 8;

    public int FramesMax { get; init; } = 16;

    /// <summary>Least factor on every length.</summary>
    public double ScaleMin { get; init; } = 0.97;

    public double ScaleMax { get; init; } = 1.03;

    /// <summary>The share of a crystal's structures whose displacements from the mean positions are multiplied.</summary>
    public double DisplacementShare { get; init; } = 0.5;

    public double DisplacementMin { get; init; } = 0.6;

    public double DisplacementMax { get; init; } = 1.4;

    /// <summary>The share of structures with a random displacement of every atom added.</summary>
    public double DisorderShare { get; init; } = 0.4;

    /// <summary>Largest standard deviation of that displacement along each axis, Å.</summary>
    public double DisorderMaxAngstrom { get; init; } = 0.055;

    /// <summary>Random absorbers a structure that paths over two atoms are summed around.</summary>
    public int TriangleAbsorbers { get; init; } = 400;

    /// <summary>Those of them that paths over three atoms are summed around.</summary>
    public int GenericAbsorbers { get; init; } = 40;

    /// <summary>As <see cref="TriangleAbsorbers"/>, of the reference.</summary>
    public int ReferenceTriangleAbsorbers { get; init; } = 1500;

    /// <summary>As <see cref="GenericAbsorbers"/>, of the reference.</summary>
    public int ReferenceGenericAbsorbers { get; init; } = 200;

    /// <summary>The longest half path length, Å.</summary>
    public double MaximumHalfLengthAngstrom { get; init; } = 7.2;

    /// <summary>The share of training runs kept for tests.</summary>
    public double TestShare { get; init; } = 0.1;

    /// <exception cref="UsageException">A value cannot be, or two contradict each other.</exception>
    internal void Check()
    {
        InRange(PerRun, 1, 1000, "per_run");
        InRange(AsSimulated, 0, 1000, "as_simulated");
        InRange(FramesMin, 1, FramesMax, "frames_min");
        InRange(FramesMax, 1, 1000, "frames_max");
        InRange(ScaleMin, 0.8, ScaleMax, "scale_min");
        InRange(ScaleMax, 0.8, 1.2, "scale_max");
        InRange(DisplacementShare, 0, 1, "displacement_share");
        InRange(DisplacementMin, 0, DisplacementMax, "displacement_min");
        InRange(DisplacementMax, 0, 3, "displacement_max");
        InRange(DisorderShare, 0, 1, "disorder_share");
        InRange(DisorderMaxAngstrom, 0, 0.5, "disorder_max_angstrom");
        InRange(TriangleAbsorbers, 0, 1_000_000, "triangle_absorbers");
        InRange(GenericAbsorbers, 0, TriangleAbsorbers, "generic_absorbers");
        InRange(ReferenceTriangleAbsorbers, 0, 1_000_000, "reference_triangle_absorbers");
        InRange(ReferenceGenericAbsorbers, 0, ReferenceTriangleAbsorbers, "reference_generic_absorbers");
        InRange(MaximumHalfLengthAngstrom, 3, 10, "maximum_half_length_angstrom");
        InRange(TestShare, 0, 0.9, "test_share");
    }

    private static void InRange(double value, double least, double most, string key)
    {
        if (!(value >= least && value <= most)) throw new UsageException($"structures.{key} = {value}: allowed is {least} to {most}");
    }
}
