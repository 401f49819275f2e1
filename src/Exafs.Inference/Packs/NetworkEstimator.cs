using System.Collections.Immutable;
using Exafs.Inference.Consistency;
using Exafs.Inference.Features;
using Exafs.Inference.Networks;
using Exafs.Inference.Targets;
using Exafs.Inference.Trust;
using Exafs.Physics.Estimates;
using Exafs.Signal;

namespace Exafs.Inference.Packs;

/// <summary>χ(k) → structure by the networks of a pack. Several threads may ask; they are answered one after the other.</summary>
public sealed class NetworkEstimator : IJudgedEstimator, IDisposable
{
    // Beyond, a batch is answered in parts: what it needs at once stays within some megabytes.
    private const int MaxRows = 1024;

    // Half of what the greatest distance needs by Nyquist's rule: between the points there is interpolation.
    private const double MaxKStep = 0.1;

    private readonly ModelPack _pack;
    private readonly PackManifest _manifest;
    private readonly ImmutableArray<INetwork> _members;
    private readonly BeamlineCalibration _calibration;
    private readonly ForwardModel? _forward;
    private readonly OutOfDistribution _trust;
    private readonly TheoryScale _scale;
    private readonly FeaturePlan _plan;
    private readonly EnsembleReading _reading = new(OutputLayout.Standard);
    private readonly Lock _busy = new();

    /// <param name="pack">What the networks are.</param>
    /// <param name="members">The pack's members on some engine; disposed with this.</param>
    /// <param name="calibration">Of the beam time.</param>
    /// <param name="forward">The pack's forward network on some engine; null: no consistency is told, and its R-factor is NaN.</param>
    /// <exception cref="ArgumentException">The networks are not the pack's, or the calibration is none.</exception>
    public NetworkEstimator(ModelPack pack, IEnumerable<INetwork> members, BeamlineCalibration calibration, INetwork? forward = null)
    {
        (_pack, _manifest, _members, _calibration) = (pack, pack.Manifest, [.. members], calibration);
        if (_members.Length == 0 || _members.Any(member => member.Shape != _manifest.Network)) throw new ArgumentException("the networks are not those of the pack", nameof(members));
        if (!(calibration.S02 > 0 && double.IsFinite(calibration.DeltaE0))) throw new ArgumentException($"S0² {calibration.S02} and ΔE0 {calibration.DeltaE0} eV are no calibration", nameof(calibration));
        (_scale, _plan, _trust) = (new(_manifest.Features), new(_manifest.Features), new(_manifest.OutOfDistribution));
        if (forward is not null) _forward = new(forward, _manifest.Features);
    }

    /// <summary>All networks of a pack on one engine.</summary>
    /// <exception cref="NotSupportedException">The engine does not run here, or not this kind of network.</exception>
    /// <exception cref="InvalidDataException">The forward network is not one of these features.</exception>
    public static NetworkEstimator Of(ModelPack pack, NetworkEngine engine, BeamlineCalibration calibration) =>
        new(pack, pack.Members.Select(engine.Load), calibration, pack.Forward is { } forward ? engine.Load(forward) : null);

    /// <inheritdoc/>
    public IReadOnlyList<EstimateOutcome> Estimate(IReadOnlyList<ChiK> batch) => [.. Judge(batch).Select(judged => judged.Outcome)];

    /// <summary>Estimates, with what tells whether the spectra are like those of the training; null where there is no estimate.</summary>
    public IReadOnlyList<(EstimateOutcome Outcome, TrustStatistics? Statistics)> Judge(IReadOnlyList<ChiK> batch)
    {
        var outcomes = new (EstimateOutcome, TrustStatistics?)[batch.Count];
        lock (_busy)
        {
            for (var from = 0; from < outcomes.Length; from += MaxRows) Estimate(batch, from, Math.Min(MaxRows, outcomes.Length - from), outcomes);
        }

        return outcomes;
    }

    public void Dispose()
    {
        foreach (var member in _members) member.Dispose();
        _forward?.Dispose();
    }

    private void Estimate(IReadOnlyList<ChiK> batch, int from, int count, (EstimateOutcome, TrustStatistics?)[] outcomes)
    {
        var rows = new List<Row>(count);
        var inputs = new float[count * _plan.Inputs];
        for (var i = from; i < from + count; i++)
        {
            var (kmax, defect) = Judge(batch[i]);
            if (defect is not null)
            {
                outcomes[i] = (new(null, defect), null);
                continue;
            }

            var row = new Row(i, kmax, _scale.ToTheory(batch[i], _calibration));
            var input = inputs.AsSpan(rows.Count * _plan.Inputs, _plan.Inputs);
            _plan.Apply(row.Theory.AsSpan(), kmax, input);
            if (input[.._plan.SpectralInputs].ContainsAnyExcept(0f)) rows.Add(row);
            else outcomes[i] = (new(null, new("no_oscillation", "χ(k) is zero in the range that the network is shown")), null);
        }

        var outputs = _members.Select(member => Run(member, inputs.AsSpan(0, rows.Count * _plan.Inputs), rows.Count)).ToArray();
        var found = rows.Select((row, i) => Read(outputs, i, row)).ToArray();
        Finish(rows, found, batch, outcomes);
    }

    private (double KMax, Defect? Defect) Judge(ChiK measured)
    {
        if (measured.Chi.IsDefaultOrEmpty) return (0, new("no_spectrum", "χ(k) has no points"));
        if (!(measured.KStep is > 0 and <= MaxKStep)) return (0, new("k_step", $"χ(k) comes in steps of {measured.KStep} Å⁻¹; the network takes up to {MaxKStep} Å⁻¹"));
        foreach (var value in measured.Chi)
            if (!double.IsFinite(value)) return (0, new("not_a_number", "χ(k) has values that are no numbers"));
        return _plan.KMaxOf(TheoryScale.EndOf(measured.KMax, _calibration.DeltaE0));
    }

    private static float[] Run(INetwork network, ReadOnlySpan<float> inputs, int count)
    {
        var outputs = new float[count * network.Shape.Outputs];
        network.Forward(inputs, count, outputs);
        return outputs;
    }

    /// <summary>All but how far to trust it; null where the numbers overflow.</summary>
    private (StructureEstimate? Estimate, double MemberSpread) Read(float[][] outputs, int index, Row row)
    {
        var width = OutputLayout.Standard.Count;
        _reading.Clear();
        foreach (var member in outputs)
        {
            var raw = member.AsSpan(index * width, width);
            foreach (var value in raw)
                if (!float.IsFinite(value)) return (null, 0);
            _reading.Add(raw, _manifest);
        }

        _reading.Finish(_manifest.Calibration);
        var total = _reading.Total;
        var (shells, covariance) = (EstimateReading.Shells(total), EstimateReading.Covariance(total, _manifest.Calibration.Correlation));
        var estimate = new StructureEstimate
        {
            Pack = _pack.Identity,
            R = TargetGrid.Grid.R,
            NeighboursPerAngstrom = [.. total.Neighbours],
            NeighboursPerAngstromSigma = [.. total.NeighboursSigma],
            TrustedRMax = _manifest.TrustedRMax,
            Shells = shells,
            ShellCovariance = covariance,
            ShellRatios = EstimateReading.Ratios(shells, covariance),
            Within32 = EstimateReading.NotBelow(total, Quantities.Within32, 0),
            Density = EstimateReading.NotBelow(total, Quantities.Density, 0),
            Phases = EstimateReading.Phases(total),
            OodScore = 0,
            ConsistencyRFactor = double.NaN,
            KMax = row.KMax,
            DeltaE0 = _calibration.DeltaE0,
            S02 = _calibration.S02,
        };
        return (estimate, _reading.MemberSpread);
    }

    /// <summary>Back from the structures to their χ(k), all at once: then it is known how far to trust them.</summary>
    private void Finish(List<Row> rows, (StructureEstimate? Estimate, double MemberSpread)[] found, IReadOnlyList<ChiK> batch, (EstimateOutcome, TrustStatistics?)[] outcomes)
    {
        var spectra = _forward is null ? [] : Predict(_forward, found);
        for (var row = 0; row < rows.Count; row++)
        {
            var (index, kmax, theory) = rows[row];
            if (found[row].Estimate is not { } estimate)
            {
                outcomes[index] = (new(null, new("overflow", "χ(k) is so large that the network's numbers overflow")), null);
                continue;
            }

            var consistency = _forward?.RFactor(theory.AsSpan(), kmax, spectra.AsSpan(row * _forward.Points, _forward.Points)) ?? double.NaN;
            var statistics = new TrustStatistics
            {
                // A pack without a forward network has no consistency.
                ConsistencyRFactor = _forward is null ? null : consistency,
                EnsembleSpread = found[row].MemberSpread,
                EdgeOffset = batch[index].E0 is { } e0 ? Math.Abs(e0 - _manifest.Features.EdgeEnergy) : null,
            };
            var (score, reasons) = _trust.Judge(statistics);
            outcomes[index] = (new(estimate with { ConsistencyRFactor = consistency, OodScore = score, OodReasons = reasons }, null), statistics);
        }
    }

    private static float[] Predict(ForwardModel forward, (StructureEstimate? Estimate, double MemberSpread)[] found)
    {
        var inputs = new float[found.Length * ForwardInputs.Count];
        for (var row = 0; row < found.Length; row++)
        {
            if (found[row].Estimate is not { } estimate) continue;
            double[] phases = [.. estimate.Phases.Select(phase => phase.Fraction.Value)];
            ForwardInputs.Write(estimate.NeighboursPerAngstrom.AsSpan(), phases, estimate.Density.Value, inputs.AsSpan(row * ForwardInputs.Count, ForwardInputs.Count));
        }

        var spectra = new float[found.Length * forward.Points];
        forward.Predict(inputs, found.Length, spectra);
        return spectra;
    }

    /// <summary>A spectrum that can be answered.</summary>
    private sealed record Row(int Index, double KMax, ImmutableArray<double> Theory);
}
