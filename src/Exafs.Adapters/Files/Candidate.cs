using System.Collections.Immutable;
using Exafs.Signal;

namespace Exafs.Adapters.Files;

/// <summary>One way to make µ(E) of a table.</summary>
/// <param name="Mode">The channels that it takes.</param>
/// <param name="Formula">For a person.</param>
/// <param name="Mu">[rows].</param>
/// <param name="Score">How clearly it shows an edge.</param>
internal sealed record Candidate(MeasurementMode Mode, string Formula, double[] Mu, EdgeScore Score)
{
    /// <summary>Incident beam; null where µ was ready.</summary>
    public Column? I0 { get; init; }

    public Column? ITrans { get; init; }

    /// <summary>Fluorescence, each with its factor of dead time or null.</summary>
    public ImmutableArray<(Column Counts, Column? Factor)> IFluor { get; init; } = [];

    /// <summary>An energy-resolving detector was set to an emission line for it.</summary>
    public bool Resolved { get; init; }

    public static Candidate Ready(MeasurementMode mode, Column mu, double[] energy) =>
        new(mode, $"{(mode == MeasurementMode.Reference ? "µ of the reference" : "µ")} = {mu.Text}", mu.Values, EdgeScore.Of(energy, mu.Values));

    public static Candidate Transmission(MeasurementMode mode, Column before, Column behind, double[] energy)
    {
        double[] mu = [.. before.Values.Zip(behind.Values, (b, a) => Math.Log(b / a))];
        string name = mode == MeasurementMode.Reference ? "µ of the reference" : "µ";
        return new Candidate(mode, $"{name} = ln({before.Text} / {behind.Text})", mu, EdgeScore.Of(energy, mu)) { I0 = before, ITrans = behind };
    }

    public static Candidate Fluorescence(ImmutableArray<(Column Counts, Column? Factor)> channels, Column i0, double[] energy, bool resolved)
    {
        double[] mu = new double[energy.Length];
        foreach ((Column counts, Column? factor) in channels)
            for (int i = 0; i < mu.Length; i++) mu[i] += counts.Values[i] * (factor?.Values[i] ?? 1);
        for (int i = 0; i < mu.Length; i++) mu[i] /= i0.Values[i];
        return new Candidate(MeasurementMode.Fluorescence, $"µ = {Sum(channels)} / {i0.Text}", mu, EdgeScore.Of(energy, mu))
        {
            I0 = i0,
            IFluor = channels,
            Resolved = resolved,
        };
    }

    private static string Sum(ImmutableArray<(Column Counts, Column? Factor)> channels)
    {
        string[] terms = [.. channels.Select(c => c.Factor is { } factor ? $"{c.Counts.Text} × {factor.Text}" : c.Counts.Text)];
        return terms.Length switch
        {
            1 => terms[0],
            <= 4 => $"({string.Join(" + ", terms)})",
            _ => $"(sum of {terms.Length}: {terms[0]} … {terms[^1]})",
        };
    }
}
