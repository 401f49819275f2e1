namespace Exafs.Signal;

/// <summary>Larch's estimate_noise parameters.</summary>
public sealed record NoiseParameters
{
    /// <summary>Start of the window, Å⁻¹ (Larch: 0, where white noise comes out 12 to 16 % too high; from 2 on within 5 %).</summary>
    public double KMin { get; init; } = 2;

    /// <summary>End of the window, Å⁻¹; null: the end of the data (Larch: 20, wherever the data end).</summary>
    public double? KMax { get; init; }

    /// <summary>Weight kʷ.</summary>
    public double KWeight { get; init; } = 1;

    /// <summary>Argument of the Kaiser window.</summary>
    public double Dk { get; init; } = 4;

    /// <summary>Start of the range without atoms, Å.</summary>
    public double RMin { get; init; } = 15;

    /// <summary>End of the range without atoms, Å.</summary>
    public double RMax { get; init; } = 30;
}
