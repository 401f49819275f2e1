using System.Collections.Immutable;

namespace Exafs.Physics.Experiment;

/// <summary>A beamline; the defaults are a quick-EXAFS beamline at a bending magnet with an iron foil as its reference.</summary>
public sealed record BeamlineModel
{
    public EnergyGrid Grid { get; init; } = new ContinuousGrid();

    public StorageRing Ring { get; init; } = new();

    public MonochromatorModel Monochromator { get; init; } = new();

    /// <summary>Photons per second before the first chamber, at the edge, with a full ring.</summary>
    public double Flux { get; init; } = 2e11;

    /// <summary>d ln(flux)/dE, 1/keV.</summary>
    public double FluxSlope { get; init; } = -0.1;

    public IonChamber I0 { get; init; } = new() { Absorbed = 0.1, Gain = 1e7 };

    public IonChamber ITrans { get; init; } = new() { Absorbed = 0.3 };

    public IonChamber IRefer { get; init; } = new() { Absorbed = 0.5 };

    /// <summary>Null: no foil, and no third chamber.</summary>
    public ReferenceFoil? Reference { get; init; } = new(new SampleModel(), new SampleState());

    /// <summary>Null: none.</summary>
    public FluorescenceDetector? Fluorescence { get; init; }

    public ImmutableArray<BeamEvent> Events { get; init; } = [];

    /// <summary>False: every reading is what it is on average, and the encoder does not jitter.</summary>
    public bool Noise { get; init; } = true;

    /// <summary>The same beamline without noise and without any error: what a scan would be that is limited by nothing.</summary>
    public BeamlineModel Ideal() => this with
    {
        Noise = false,
        Ring = Ring with { DipDepth = 0 },
        Monochromator = new() { Resolution = 0, Harmonics = 0 },
        I0 = Ideal(I0),
        ITrans = Ideal(ITrans),
        IRefer = Ideal(IRefer),
        Events = [],
    };

    private static IonChamber Ideal(IonChamber chamber) => chamber with { Offset = 0, FullScale = double.PositiveInfinity };
}
