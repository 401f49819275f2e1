using System.Collections.Immutable;
using Exafs.Inference.Networks;
using Exafs.Inference.Packs;
using Exafs.Inference.Targets;
using Exafs.Inference.Trust;
using Exafs.Physics.Estimates;
using Exafs.Physics.Libraries;

namespace Exafs.Inference.Training;

/// <summary>What a pack says of simulated measurements of held-out potentials: its errors beside its σ, and how far it would trust itself.</summary>
public sealed class HeldOutErrors
{
    // Neighbouring bins of g(R) err alike.
    private const int EveryBin = 3;

    private static readonly double[] s_fractions = [0.1, 0.3, 0.5, 0.7, 0.9];

    private readonly ModelPack _pack;
    private readonly List<(double Error, double Sigma)>[] _columns = [.. Names.Select(_ => new List<(double, double)>())];
    private readonly List<(double Error, double Sigma)[]> _quantities = [];
    private readonly List<TrustStatistics> _statistics = [];
    private readonly bool[] _hasPhase = new bool[PhaseTargets.Count];

    /// <param name="pack">Whose.</param>
    public HeldOutErrors(ModelPack pack) => _pack = pack;

    /// <summary>g(R), the quantities, the phases.</summary>
    public static ImmutableArray<string> Names { get; } = ["g_per_angstrom", .. Targets.Quantities.Names, .. PhaseTargets.Names];

    /// <summary>Estimate − truth and σ of g(R), over the bins that are trusted.</summary>
    public IReadOnlyList<(double Error, double Sigma)> Neighbours => _columns[0];

    /// <summary>Of every spectrum that has all quantities [14].</summary>
    public IReadOnlyList<(double Error, double Sigma)[]> Complete => _quantities;

    /// <summary>Spectra that had an estimate.</summary>
    public int Spectra { get; private set; }

    /// <summary>Of those under ordinary conditions, what would have told that a spectrum is unlike the training set; none is.</summary>
    public IReadOnlyList<TrustStatistics> Statistics => _statistics;

    /// <summary>Estimate − truth and σ.</summary>
    public IReadOnlyList<(double Error, double Sigma)> Quantity(int quantity) => _columns[1 + quantity];

    /// <inheritdoc cref="Quantity"/>
    public IReadOnlyList<(double Error, double Sigma)> Phase(int phase) => _columns[1 + Quantities.Count + phase];

    /// <summary>Whether any of the spectra is of it.</summary>
    public bool HasPhase(int phase) => _hasPhase[phase];

    /// <summary>Measures under some conditions, pure and side by side, and asks the pack.</summary>
    /// <param name="library">With structures of held-out potentials.</param>
    /// <param name="options">Conditions.</param>
    /// <param name="every">Of so many pure structures, one.</param>
    /// <exception cref="InvalidDataException">The library holds no potential back.</exception>
    public void Add(StructureLibrary library, EvaluationOptions options, int every = 3)
    {
        var samples = new EvaluationSamples(library, _pack.Manifest.Features, options);
        EvaluationSample[] all = [.. samples.Pure(every), .. samples.Coexistence("bcc", "fcc", new(0, 1e4), s_fractions).Where((_, i) => i % every == 0)];
        using var estimator = NetworkEstimator.Of(_pack, NetworkEngine.For(_pack.Manifest.Network), samples.Calibration);
        foreach (var (sample, (outcome, statistics)) in all.Zip(estimator.Judge([.. all.Select(sample => sample.Measured)])))
        {
            if (outcome.Estimate is not { } estimate) continue;
            Spectra++;
            if (EvaluationGrid.IsOrdinary(options)) _statistics.Add(statistics!);
            Add(sample, estimate);
        }
    }

    /// <summary>How many of the errors lie within σ and within 1.96 σ once they are scaled, of each of <see cref="Names"/>.</summary>
    public ImmutableArray<ErrorCoverage> Coverage(PackCalibration calibration) =>
    [
        ErrorCoverage.Of(Names[0], _columns[0], calibration.Neighbours),
        .. calibration.Quantities.Concat(calibration.Phases).Select((scale, i) => ErrorCoverage.Of(Names[1 + i], _columns[1 + i], scale)),
    ];

    private void Add(EvaluationSample sample, StructureEstimate estimate)
    {
        for (var i = 0; i < estimate.R.Length && estimate.R[i] <= estimate.TrustedRMax; i += EveryBin)
            _columns[0].Add((estimate.NeighboursPerAngstrom[i] - sample.Neighbours[i], estimate.NeighboursPerAngstromSigma[i]));
        Uncertain[] quantities = [estimate.Within32, estimate.Density, .. estimate.Shells.SelectMany(shell => new[] { shell.CoordinationNumber, shell.Distance, shell.Sigma2, shell.ThirdCumulant })];
        (double Error, double Sigma)[] row = [.. quantities.Select((found, i) => (found.Value - sample.Quantities[i], found.Sigma))];
        for (var i = 0; i < row.Length; i++)
            if (double.IsFinite(row[i].Error)) _columns[1 + i].Add(row[i]);
        if (row.All(pair => double.IsFinite(pair.Error))) _quantities.Add(row);
        for (var i = 0; i < estimate.Phases.Length; i++)
        {
            // A defect in a crystal is no phase.
            _hasPhase[i] |= sample.Phases[i] > 0.05;
            _columns[1 + Quantities.Count + i].Add((estimate.Phases[i].Fraction.Value - sample.Phases[i], estimate.Phases[i].Fraction.Sigma));
        }
    }
}
