using System.ComponentModel.DataAnnotations;
using Exafs.Signal;

namespace Exafs.Monitor.Options;

/// <summary>χ(k) → χ(R). The defaults are a beamline's, where Larch's own would transform the noise as well.</summary>
internal sealed record FourierSection : ISection
{
    private static readonly FourierParameters Default = new();

    [Range(0.0, 30.0)]
    public double KminPerAngstrom { get; init; } = 3;

    [Range(1.0, 40.0)]
    public double? KmaxPerAngstrom { get; init; } = 12;

    [Range(0.0, 5.0)]
    public double Kweight { get; init; } = 2;

    [Range(0.0, 20.0)]
    public double DkPerAngstrom { get; init; } = 4;

    [Range(0.0, 20.0)]
    public double? Dk2PerAngstrom { get; init; } = Default.Dk2;

    public WindowKind Window { get; init; } = Default.Window;

    [Range(1.0, 30.0)]
    public double RmaxOutAngstrom { get; init; } = Default.RMaxOut;

    public IEnumerable<(string Key, string Problem)> Check()
    {
        if (KminPerAngstrom >= KmaxPerAngstrom)
            yield return ("kmin_per_angstrom", $"{KminPerAngstrom} must be below kmax_per_angstrom, {KmaxPerAngstrom}");
    }

    public FourierParameters ToParameters() => Default with
    {
        KMin = KminPerAngstrom,
        KMax = KmaxPerAngstrom,
        KWeight = Kweight,
        Dk = DkPerAngstrom,
        Dk2 = Dk2PerAngstrom,
        Window = Window,
        RMaxOut = RmaxOutAngstrom,
    };
}
