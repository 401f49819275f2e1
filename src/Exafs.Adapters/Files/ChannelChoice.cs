using System.Collections.Immutable;
using Exafs.Signal;

namespace Exafs.Adapters.Files;

/// <summary>Which columns of a table make µ(E), where a file offers several.</summary>
/// <remarks>
/// Method, in this order: a detector that resolves energies and is set to an emission line, if it shows an edge; µ that the file
/// gives ready; transmission with an edge step of 0.1 or more; of transmission and fluorescence the one with the better ratio of
/// edge step to noise; the reference foil where the sample shows no edge and the foil does. <see cref="EdgeScore"/> measures.
/// </remarks>
internal static class ChannelChoice
{
    /// <summary>Absorption lengths; a sample with a smaller step in transmission is dilute, and its fluorescence may be better.</summary>
    private const double UsableTransmission = 0.1;

    /// <summary>So much clearer must the foil's edge be to stand for a sample that shows none.</summary>
    private const double ClearlyBetter = 10;

    public static (Candidate? Chosen, string Reason) Of(ColumnTable table, EnergyAxis axis)
    {
        Column? i0 = Best(table, ColumnRole.I0), itrans = Best(table, ColumnRole.ITrans), irefer = Best(table, ColumnRole.IRefer);
        double[] energy = axis.Values;
        Candidate? transmission = Best(table, ColumnRole.Mu) is { } mu ? Candidate.Ready(MeasurementMode.Mu, mu, energy)
            : i0 is not null && itrans is not null ? Candidate.Transmission(MeasurementMode.Transmission, i0, itrans, energy) : null;
        Candidate? fluorescence = Best(table, ColumnRole.MuFluor) is { } muf ? Candidate.Ready(MeasurementMode.Mu, muf, energy)
            : BestFluorescence(table, i0, energy);
        Candidate? reference = Best(table, ColumnRole.MuReference) is { } mur ? Candidate.Ready(MeasurementMode.Reference, mur, energy)
            : itrans is not null && irefer is not null ? Candidate.Transmission(MeasurementMode.Reference, itrans, irefer, energy) : null;

        (Candidate? sample, string reason) = OfSample(transmission, fluorescence);
        if (reference is not null && reference.Score.ShowsEdge && sample?.Score.ShowsEdge != true
            && reference.Score.Quality > ClearlyBetter * (sample?.Score.Quality ?? 0))
            return (reference, sample is null ? "" : "the sample shows no edge, the reference does");
        return (sample ?? reference, reason);
    }

    private static (Candidate? Chosen, string Reason) OfSample(Candidate? transmission, Candidate? fluorescence)
    {
        if (transmission is null || fluorescence is null) return (transmission ?? fluorescence, "");
        if (fluorescence.Resolved && fluorescence.Score.ShowsEdge) return (fluorescence, "a detector set to an emission line shows the edge");
        if (transmission.Score.ShowsEdge && (transmission.Mode == MeasurementMode.Mu || transmission.Score.Step >= UsableTransmission)) return (transmission, "");
        string qualities = FormattableString.Invariant($"edge step to noise: transmission {transmission.Score.Quality:0}, fluorescence {fluorescence.Score.Quality:0}");
        return (fluorescence.Score.ShowsEdge && fluorescence.Score.Quality > transmission.Score.Quality ? fluorescence : transmission, qualities);
    }

    /// <summary>The likeliest column of a role; one that stands still at zero was not connected.</summary>
    public static Column? Best(ColumnTable table, ColumnRole role) =>
        table.Columns.Where(c => c.Role == role && c.Values.AsSpan().ContainsAnyExcept(0.0)).MinBy(c => c.Rank);

    private static Candidate? BestFluorescence(ColumnTable table, Column? i0, double[] energy)
    {
        Candidate? best = null;
        int bestRank = int.MaxValue;
        foreach (IGrouping<string, Column> group in table.Columns.Where(c => c.Role is ColumnRole.EmissionLine or ColumnRole.IFluor).GroupBy(c => c.Group))
        {
            ImmutableArray<Column> counts = [.. group];
            bool resolved = counts[0].Role == ColumnRole.EmissionLine;
            Candidate next = i0 is null
                ? Candidate.Ready(MeasurementMode.Mu, counts[0], energy)
                : Candidate.Fluorescence(WithFactors(counts, table), i0, energy, resolved);
            int rank = resolved ? -1 : counts[0].Rank;

            // A sum that the file gives and the sum of its channels are one; the first of equals stays.
            bool better = best is null || (next.Score.ShowsEdge, -rank).CompareTo((best.Score.ShowsEdge, -bestRank)) switch
            {
                0 => next.Score.Quality > 1.01 * best.Score.Quality,
                int order => order > 0,
            };
            if (better) (best, bestRank) = (next, rank);
        }

        return best;
    }

    /// <summary>The dead-time factors belong to the channels in their order, where there are as many.</summary>
    private static ImmutableArray<(Column, Column?)> WithFactors(ImmutableArray<Column> counts, ColumnTable table)
    {
        ImmutableArray<Column> factors = [.. table.Columns.Where(c => c.Role == ColumnRole.DeadTimeFactor)];
        return factors.Length == counts.Length ? [.. counts.Zip(factors, (c, f) => (c, (Column?)f))] : [.. counts.Select(c => (c, (Column?)null))];
    }
}
