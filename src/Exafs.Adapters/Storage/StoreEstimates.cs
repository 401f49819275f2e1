using System.Collections.Immutable;
using Exafs.Physics.Estimates;
using Microsoft.Data.Sqlite;

namespace Exafs.Adapters.Storage;

/// <summary>What spectra say about the structure → rows: the estimate, its shells, its phases; then the same of the second opinion.</summary>
internal sealed class StoreEstimates(SqliteConnection connection) : IDisposable
{
    private readonly StoreStatement _clear = new(connection, StoreSql.ClearEstimate, 1);
    private readonly StoreStatement _estimate = new(connection, StoreSql.Estimate, 22);
    private readonly StoreStatement _shell = new(connection, StoreSql.Shell, 13);
    private readonly StoreStatement _phase = new(connection, StoreSql.Phase, 6);

    /// <summary>Replaces what was known of the scan's structure.</summary>
    /// <param name="scan">Row of the scan.</param>
    /// <param name="outcome">Null: nothing is known.</param>
    /// <param name="grids">For the axis of g(R).</param>
    public void Write(long scan, EstimateOutcome? outcome, StoreGrids grids)
    {
        _clear.Run(scan);
        if (outcome is { Estimate: { } estimate })
            Write(scan, opinion: 0, estimate, grids);
        else if (outcome is { Defect: { } defect })
            _estimate.Run(scan, 0L, defect.Reason, defect.Detail);
    }

    public void Dispose()
    {
        foreach (StoreStatement statement in (StoreStatement[])[_clear, _estimate, _shell, _phase])
            statement.Dispose();
    }

    private void Write(long scan, long opinion, StructureEstimate estimate, StoreGrids grids)
    {
        _estimate.Run(
            scan,
            opinion,
            null,
            null,
            estimate.Pack.Name,
            estimate.Pack.Sha256,
            Finite(estimate.Within32.Value),
            Finite(estimate.Within32.Sigma),
            Finite(estimate.Density.Value),
            Finite(estimate.Density.Sigma),
            Finite(estimate.OodScore),
            Lines(estimate.OodReasons),
            Finite(estimate.ConsistencyRFactor),
            Lines(estimate.Disagreements),
            Finite(estimate.KMax),
            Finite(estimate.DeltaE0),
            Finite(estimate.S02),
            Finite(estimate.TrustedRMax),
            grids.Id(estimate.R),
            StoreBlob.Singles(estimate.NeighboursPerAngstrom),
            StoreBlob.Singles(estimate.NeighboursPerAngstromSigma),
            StoreBlob.Doubles(estimate.ShellCovariance));
        for (int i = 0; i < estimate.Shells.Length; i++)
        {
            ShellEstimate shell = estimate.Shells[i];
            Uncertain? ratio = i > 0 && i <= estimate.ShellRatios.Length ? estimate.ShellRatios[i - 1] : null;
            _shell.Run(
                scan,
                opinion,
                (long)(i + 1),
                Finite(shell.CoordinationNumber.Value),
                Finite(shell.CoordinationNumber.Sigma),
                Finite(shell.Distance.Value),
                Finite(shell.Distance.Sigma),
                Finite(shell.Sigma2.Value),
                Finite(shell.Sigma2.Sigma),
                Finite(shell.ThirdCumulant.Value),
                Finite(shell.ThirdCumulant.Sigma),
                Finite(ratio?.Value),
                Finite(ratio?.Sigma));
        }

        for (int i = 0; i < estimate.Phases.Length; i++)
            _phase.Run(scan, opinion, estimate.Phases[i].Name, (long)i, Finite(estimate.Phases[i].Fraction.Value), Finite(estimate.Phases[i].Fraction.Sigma));
        if (estimate.SecondOpinion is { } second)
            Write(scan, opinion + 1, second, grids);
    }

    private static string? Lines(ImmutableArray<string> sentences) => sentences.IsEmpty ? null : string.Join('\n', sentences);

    private static double? Finite(double? value) => value is { } v && double.IsFinite(v) ? v : null;
}
