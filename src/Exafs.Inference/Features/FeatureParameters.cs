using System.Text.Json.Serialization;

namespace Exafs.Inference.Features;

/// <summary>How χ(k) becomes the inputs of a network; k is that of the theory.</summary>
public sealed record FeatureParameters
{
    public FeatureKind Kind { get; init; } = FeatureKind.K2Chi;

    /// <summary>E0 of the edge, eV: the absorption that χ rides on falls as E to the minus <see cref="AtomicExponent"/>.</summary>
    [JsonPropertyName("edge_energy_ev")]
    public required double EdgeEnergy { get; init; }

    /// <summary>2.3 to 2.6 in the first 1000 eV beyond the K edges of the 3d metals (Elam et al. 2002).</summary>
    public double AtomicExponent { get; init; } = 2.6;

    /// <summary>Middle of the window's lower sill, Å⁻¹.</summary>
    [JsonPropertyName("kmin_per_angstrom")]
    public double KMin { get; init; } = 3;

    /// <summary>Spectra that end earlier are refused, Å⁻¹: a scan that reached 9 Å⁻¹ from the E0 of its reduction has come to 8.8 Å⁻¹ from that of the theory.</summary>
    [JsonPropertyName("kmax_lowest_per_angstrom")]
    public double KMaxLowest { get; init; } = 8.8;

    /// <summary>Beyond this nothing is used, Å⁻¹.</summary>
    [JsonPropertyName("kmax_highest_per_angstrom")]
    public double KMaxHighest { get; init; } = 16;

    /// <summary>Weight kʷ.</summary>
    [JsonPropertyName("kweight")]
    public double KWeight { get; init; } = 2;

    /// <summary>Width of the window's sills, Å⁻¹; the upper one ends where the data do.</summary>
    [JsonPropertyName("dk_per_angstrom")]
    public double Dk { get; init; } = 1;

    /// <summary>Start of the Fourier filter, Å, not phase-corrected.</summary>
    [JsonPropertyName("rmin_angstrom")]
    public double RMin { get; init; } = 1;

    /// <summary>End of the Fourier filter, Å: beyond, theory is worse than none.</summary>
    [JsonPropertyName("rmax_angstrom")]
    public double RMax { get; init; } = 5.3;

    /// <summary>Width of the filter's sills, Å.</summary>
    [JsonPropertyName("dr_angstrom")]
    public double Dr { get; init; } = 0.3;

    /// <summary>Step of the inputs in k, Å⁻¹; kmax snaps down to it.</summary>
    [JsonPropertyName("kstep_per_angstrom")]
    public double KStep { get; init; } = 0.1;

    /// <summary>Wavelets: step in k, Å⁻¹.</summary>
    [JsonPropertyName("wavelet_kstep_per_angstrom")]
    public double WaveletKStep { get; init; } = 0.5;

    /// <summary>Wavelets: distances, from <see cref="RMin"/> to <see cref="RMax"/>.</summary>
    public int WaveletDistances { get; init; } = 20;

    /// <summary>Wavelets: radians under e^(−½) of the Gaussian to one side; the more, the finer in R and the coarser in k.</summary>
    public double WaveletCycles { get; init; } = 7;

    /// <summary>Where the window begins, Å⁻¹.</summary>
    [JsonIgnore]
    public double KStart => KMin - (Dk / 2);

    /// <exception cref="InvalidDataException">They contradict each other.</exception>
    public void Check()
    {
        if (!(EdgeEnergy > 0)) throw new InvalidDataException($"edge energy: {EdgeEnergy} eV is not above 0");
        if (!(Dk > 0 && KStep >= TheoryScale.KStep && KStart >= 0)) throw new InvalidDataException($"k window: {KMin} Å⁻¹ with sills of {Dk} Å⁻¹ in steps of {KStep} Å⁻¹ is none");
        if (!(KMaxLowest - Dk > KMin && KMaxHighest >= KMaxLowest && KMaxHighest <= TheoryScale.KMax))
            throw new InvalidDataException($"k range: {KMin} Å⁻¹ to between {KMaxLowest} and {KMaxHighest} Å⁻¹ is none, with sills of {Dk} Å⁻¹ and theory to {TheoryScale.KMax} Å⁻¹");
        if (!(Dr > 0 && RMin - (Dr / 2) >= 0 && RMax - RMin > Dr && RMax < 10)) throw new InvalidDataException($"R window: {RMin} to {RMax} Å with sills of {Dr} Å is none");
        if (!(WaveletKStep > 0 && WaveletDistances > 1 && WaveletCycles > 0)) throw new InvalidDataException("wavelets: steps, distances and cycles are above 0");
    }
}
