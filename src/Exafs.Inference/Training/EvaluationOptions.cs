namespace Exafs.Inference.Training;

/// <summary>What structures of held-out potentials are measured with, to be judged on.</summary>
public sealed record EvaluationOptions
{
    /// <summary>Which of the structures; the foil is always of all.</summary>
    public HeldOutHalf Half { get; init; }

    /// <summary>Only structures whose displacements are as molecular dynamics left them: made 1.4 times as large they are those of twice the temperature.</summary>
    public bool Unchanged { get; init; }

    /// <summary>χ(k) by self-consistent potentials: a theory that training never saw, in the place of nature.</summary>
    public bool OtherScattering { get; init; }

    /// <summary>The paths 0-A-B-C-0 count.</summary>
    public bool Generic { get; init; } = true;

    /// <summary>Of χ, 1 σ of a reading.</summary>
    public double Noise { get; init; } = 1e-3;

    /// <summary>Where the data end, Å⁻¹.</summary>
    public double KMax { get; init; } = 14;

    /// <summary>By how much theory's k = 0 lies above E0 of the reduction, eV.</summary>
    public double DeltaE0 { get; init; } = 8;

    /// <summary>S0².</summary>
    public double S02 { get; init; } = 0.8;

    /// <summary>Error of the calibration, eV.</summary>
    public double DeltaE0Error { get; init; }

    /// <summary>Relative error of the calibration.</summary>
    public double S02Error { get; init; }

    /// <summary>The edge's absorption falls as E to the minus this; the correction knows of one value only.</summary>
    public double AtomicExponent { get; init; } = 2.5;

    /// <summary>Of the noise.</summary>
    public ulong Seed { get; init; } = 1;
}
