namespace Exafs.Lab.CompareRuns;

/// <summary>How far a quantity of B is from that of A, over all scans that have it in both.</summary>
internal sealed record QuantityDifference
{
    /// <summary>As the store names it.</summary>
    public required string Name { get; init; }

    /// <summary>Empty: none.</summary>
    public required string Unit { get; init; }

    /// <summary>Scans that have it in both.</summary>
    public required int Scans { get; init; }

    /// <summary>Of these, how many have not the same bits.</summary>
    public required int Different { get; init; }

    /// <summary>Scans that have it in A or in B only.</summary>
    public required int OnlyInOne { get; init; }

    /// <summary>B − A, of the largest size; of a curve the size.</summary>
    public required double Largest { get; init; }

    /// <summary>The scan of <see cref="Largest"/>.</summary>
    public required string LargestAt { get; init; }

    /// <summary>Of a curve, where in that scan; else NaN.</summary>
    public double Where { get; init; } = double.NaN;

    /// <summary>Root of the mean square of B − A; of a curve over all points of all scans.</summary>
    public required double Rms { get; init; }

    /// <summary>Root of the mean of σ_A² + σ_B², where the quantity has errors: what two independent measurements would differ by.</summary>
    public double Sigma { get; init; } = double.NaN;

    /// <summary>Of a curve, <see cref="Rms"/> over the rms of A.</summary>
    public double Relative { get; init; } = double.NaN;

    /// <summary>Scans whose grids differ: B was interpolated onto A, where the two overlap.</summary>
    public int Interpolated { get; init; }
}
