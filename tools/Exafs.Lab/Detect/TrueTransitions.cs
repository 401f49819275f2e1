using System.Collections.Immutable;
using Exafs.Pipeline.Changes;

namespace Exafs.Lab.Detect;

/// <summary>Finds in the truth of a run where the part of fcc goes up and where it goes down.</summary>
internal static class TrueTransitions
{
    private const double Begins = 0.01, Counts = 0.1, Trifle = 0.01;

    /// <summary>Every stretch over which the part of fcc goes one way by a tenth at least.</summary>
    public static ImmutableArray<TrueTransition> Of(IReadOnlyList<SimulatedScan> scans)
    {
        var found = ImmutableArray.CreateBuilder<TrueTransition>();
        var at = 0;
        while (at < scans.Count - 1)
        {
            var from = at;
            var up = scans[at + 1].Fcc >= scans[at].Fcc;
            while (at < scans.Count - 1 && (up ? scans[at + 1].Fcc >= scans[at].Fcc - 1e-12 : scans[at + 1].Fcc <= scans[at].Fcc + 1e-12)) at++;
            var (low, high) = (scans[from].Fcc, scans[at].Fcc);
            if (Math.Abs(high - low) >= Counts) found.Add(Between(scans, from, at));
            if (at == from) at++;
        }

        // A way back that began before the way there was done is not another transition, but the first one's reversal.
        for (var i = 0; i < found.Count - 1; i++)
        {
            if (Math.Abs(scans[found[i].Ended].Fcc - scans[found[i].Begun].Fcc) > 0.9) continue;
            found[i] = found[i] with { GoesBack = true, Ended = found[i + 1].Ended };
            found.RemoveAt(i + 1);
        }

        return found.ToImmutable();
    }

    private static TrueTransition Between(IReadOnlyList<SimulatedScan> scans, int from, int to)
    {
        var (low, high) = (scans[from].Fcc, scans[to].Fcc);
        double Part(int i) => (scans[i].Fcc - low) / (high - low);
        int begun = from, ten = from, half = from, ended = to;
        while (begun < to && Part(begun) < Begins) begun++;
        ten = begun;
        while (ten < to && Math.Abs(scans[ten].Fcc - low) < Counts) ten++;
        half = ten;
        while (half < to && Part(half) < 0.5) half++;
        while (ended > ten && Part(ended - 1) > 1 - Trifle) ended--;
        double before = scans[Math.Max(from, half - 1)].Kelvin, after = scans[half].Kelvin, p = half > from ? Part(half - 1) : 0, q = Part(half);
        var kelvin = q > p ? before + ((after - before) * (0.5 - p) / (q - p)) : after;
        var branch = Math.Abs(scans[ended].Kelvin - scans[begun].Kelvin) < 0.5 ? Branch.Constant : scans[ended].Kelvin > scans[begun].Kelvin ? Branch.Heating : Branch.Cooling;
        return new(high > low ? "fcc" : "bcc", branch, begun, ten, ended, kelvin, GoesBack: false);
    }
}
