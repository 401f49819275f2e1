using System.ComponentModel.DataAnnotations;
using Exafs.Pipeline;
using Exafs.Signal;

namespace Exafs.Monitor.Options;

/// <summary>µ(E) → χ(k): Larch's parameters with Larch's meanings.</summary>
internal sealed record ReductionSection : ISection
{
    private static readonly ReductionParameters Default = new();

    public E0Policy E0Policy { get; init; } = E0Policy.FirstScan;

    [Range(100.0, 200_000.0)]
    public double? E0Ev { get; init; } = Default.E0;

    public bool CorrectEnergyShift { get; init; }

    [Range(-5000.0, 0.0)]
    public double? Pre1Ev { get; init; } = Default.Pre1;

    [Range(-5000.0, 0.0)]
    public double? Pre2Ev { get; init; } = Default.Pre2;

    [Range(0.0, 10_000.0)]
    public double? Norm1Ev { get; init; } = Default.Norm1;

    [Range(0.0, 10_000.0)]
    public double? Norm2Ev { get; init; } = Default.Norm2;

    [Range(0, 5)]
    public int? Nnorm { get; init; } = Default.NNorm;

    [Range(-3, 3)]
    public int Nvict { get; init; } = Default.NVict;

    [Range(0.1, 5.0)]
    public double RbkgAngstrom { get; init; } = Default.Rbkg;

    [Range(0.0, 30.0)]
    public double KminPerAngstrom { get; init; } = Default.KMin;

    [Range(1.0, 40.0)]
    public double? KmaxPerAngstrom { get; init; } = Default.KMax;

    [Range(0.0, 5.0)]
    public double Kweight { get; init; } = Default.KWeight;

    [Range(0.0, 20.0)]
    public double DkPerAngstrom { get; init; } = Default.Dk;

    public WindowKind Window { get; init; } = Default.Window;

    [Range(0.0, 1000.0)]
    public double ClampLo { get; init; } = Default.ClampLow;

    [Range(0.0, 1000.0)]
    public double ClampHi { get; init; } = Default.ClampHigh;

    [Range(0, 100)]
    public int Nclamp { get; init; } = Default.NClamp;

    [Range(5, 128)]
    public int? Nknots { get; init; } = Default.NKnots;

    [Range(0.005, 0.5)]
    public double KstepPerAngstrom { get; init; } = Default.KStep;

    [Range(256, 65_536)]
    public int Nfft { get; init; } = Default.NFft;

    public bool Uncertainties { get; init; } = Default.Uncertainties;

    [AllowedValues("none", "larch-2026.3.1", "larch-0.9.58")]
    public string Compatibility { get; init; } = "none";

    public FourierSection Fourier { get; init; } = new();

    public IEnumerable<(string Key, string Problem)> Check()
    {
        if (E0Policy == E0Policy.Fixed && E0Ev is null)
            yield return ("e0_ev", "must be given where e0_policy is fixed");
        if (E0Policy != E0Policy.Fixed && E0Ev is not null)
            yield return ("e0_ev", "must be null unless e0_policy is fixed");
        if (CorrectEnergyShift && E0Policy != E0Policy.Reference)
            yield return ("correct_energy_shift", "needs e0_policy reference");
        if (Pre1Ev >= Pre2Ev)
            yield return ("pre1_ev", $"{Pre1Ev} must be below pre2_ev, {Pre2Ev}");
        if (Norm1Ev >= Norm2Ev)
            yield return ("norm1_ev", $"{Norm1Ev} must be below norm2_ev, {Norm2Ev}");
        if (KminPerAngstrom >= KmaxPerAngstrom)
            yield return ("kmin_per_angstrom", $"{KminPerAngstrom} must be below kmax_per_angstrom, {KmaxPerAngstrom}");
        if (Window == WindowKind.Bessel && Compatibility != "larch-0.9.58")
            yield return ("window", "bessel is Larch 0.9.58's alone");
    }

    public ReductionParameters ToParameters() => Default with
    {
        E0 = E0Ev,
        Pre1 = Pre1Ev,
        Pre2 = Pre2Ev,
        Norm1 = Norm1Ev,
        Norm2 = Norm2Ev,
        NNorm = Nnorm,
        NVict = Nvict,
        Rbkg = RbkgAngstrom,
        KMin = KminPerAngstrom,
        KMax = KmaxPerAngstrom,
        KWeight = Kweight,
        Dk = DkPerAngstrom,
        Window = Window,
        ClampLow = ClampLo,
        ClampHigh = ClampHi,
        NClamp = Nclamp,
        NKnots = Nknots,
        KStep = KstepPerAngstrom,
        NFft = Nfft,
        Uncertainties = Uncertainties,
        Compatibility = Compatibility switch
        {
            "larch-2026.3.1" => Signal.Compatibility.Larch2026_3_1,
            "larch-0.9.58" => Signal.Compatibility.Larch0_9_58,
            _ => Signal.Compatibility.None,
        },
        Fourier = Fourier.ToParameters(),
    };
}
