using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Exafs.Inference.Decomposition;

/// <summary>How a spectrum is taken apart into those of a library; k is that of the theory.</summary>
public sealed record DecompositionParameters
{
    /// <summary>E0 of the edge, eV.</summary>
    [JsonPropertyName("edge_energy_ev")]
    public required double EdgeEnergy { get; init; }

    /// <summary>The absorption that χ rides on falls as E to the minus this.</summary>
    public double AtomicExponent { get; init; } = Features.BeamlineCalibration.AtomicExponent;

    /// <summary>Middle of the window's lower sill, Å⁻¹.</summary>
    [JsonPropertyName("kmin_per_angstrom")]
    public double KMin { get; init; } = 3;

    /// <summary>Spectra that end earlier are refused, Å⁻¹.</summary>
    [JsonPropertyName("kmax_lowest_per_angstrom")]
    public double KMaxLowest { get; init; } = 8.8;

    /// <summary>Beyond this nothing is used, Å⁻¹.</summary>
    [JsonPropertyName("kmax_highest_per_angstrom")]
    public double KMaxHighest { get; init; } = 16;

    /// <summary>kmax snaps down to a multiple of it, Å⁻¹: so many plans there are at most.</summary>
    [JsonPropertyName("kmax_step_per_angstrom")]
    public double KMaxStep { get; init; } = 0.2;

    /// <summary>Weight kʷ.</summary>
    [JsonPropertyName("kweight")]
    public double KWeight { get; init; } = 2;

    /// <summary>Width of the window's sills, Å⁻¹; the upper one ends where the data do.</summary>
    [JsonPropertyName("dk_per_angstrom")]
    public double Dk { get; init; } = 1;

    /// <summary>Begin of the fit, Å, not phase-corrected.</summary>
    [JsonPropertyName("rmin_angstrom")]
    public double RMin { get; init; } = 1.2;

    /// <summary>End of the fit, Å.</summary>
    [JsonPropertyName("rmax_angstrom")]
    public double RMax { get; init; } = 5.2;

    /// <summary>Times Σ|χ̃|² of the spectrum, what Σw² costs: of structures that explain it alike, all take part.</summary>
    public double Ridge { get; init; } = 0.005;

    /// <summary>Times Σ|χ̃|² of the spectrum, what a structure without long-range order costs: a metal is a crystal unless its spectrum says otherwise.</summary>
    public double DisorderCost { get; init; } = 0.001;

    /// <summary>As many structures of the library are used, an equal number of each run.</summary>
    public int MaxStructures { get; init; } = 600;

    /// <summary>Times the propagated error of each output, so that 68 % of held-out potentials lie within; empty: 1 [229].</summary>
    public ImmutableArray<double> ErrorFactor { get; init; } = [];

    /// <summary>What no spectrum brings the error of an output below: the theory's own, in its unit; empty: 0 [229].</summary>
    public ImmutableArray<double> ErrorFloor { get; init; } = [];

    /// <exception cref="InvalidDataException">They contradict each other.</exception>
    public void Check()
    {
        if (!(EdgeEnergy > 0 && double.IsFinite(AtomicExponent))) throw new InvalidDataException($"edge energy: {EdgeEnergy} eV with exponent {AtomicExponent} is none");
        if (!(Dk > 0 && KMin - (Dk / 2) >= 0 && KMaxLowest - Dk > KMin && KMaxHighest >= KMaxLowest && KMaxHighest <= Features.TheoryScale.KMax))
            throw new InvalidDataException($"k range: {KMin} Å⁻¹ to between {KMaxLowest} and {KMaxHighest} Å⁻¹ is none, with sills of {Dk} Å⁻¹ and theory to {Features.TheoryScale.KMax} Å⁻¹");
        if (!(KMaxStep >= Features.TheoryScale.KStep)) throw new InvalidDataException($"kmax in steps of {KMaxStep} Å⁻¹ is finer than theory");
        if (!(RMin >= 0 && RMax > RMin && RMax < 10)) throw new InvalidDataException($"R range: {RMin} to {RMax} Å is none");
        if (!(Ridge > 0 && DisorderCost >= 0 && MaxStructures > 1)) throw new InvalidDataException("ridge is above 0, the cost of disorder not below, and structures are more than one");
        foreach (var errors in new[] { ErrorFactor, ErrorFloor })
        {
            if (!errors.IsDefaultOrEmpty && (errors.Length != Mixtures.Outputs || errors.Any(value => !(value >= 0))))
                throw new InvalidDataException($"errors of {errors.Length} outputs where there are {Mixtures.Outputs}, none below 0");
        }
    }
}
