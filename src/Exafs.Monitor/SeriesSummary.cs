using System.Collections.Immutable;
using Exafs.Pipeline;

namespace Exafs.Monitor;

/// <summary>What the analysed scans of one series gave. A value: <see cref="Next"/> gives the state after one more.</summary>
internal sealed record SeriesSummary
{
    /// <summary>So many latest scans are kept for the trends.</summary>
    public const int TrendLength = 120;

    public Spread E0 { get; private init; }

    public Spread EdgeStep { get; private init; }

    public Spread PeakR { get; private init; }

    public Spread EpsilonK { get; private init; }

    /// <summary>Edge step of the latest scans, oldest first.</summary>
    public ImmutableQueue<double> EdgeSteps { get; private init; } = [];

    /// <summary>Height of the strongest peak of the latest scans, oldest first.</summary>
    public ImmutableQueue<double> PeakHeights { get; private init; } = [];

    /// <summary>ε_k of the latest scans, oldest first.</summary>
    public ImmutableQueue<double> Noises { get; private init; } = [];

    public long Scans { get; private init; }

    public SeriesSummary Next(Analyzed report)
    {
        var (reduction, full) = (report.Reduction, Scans >= TrendLength);
        var peak = Peak.StrongestOf(reduction);
        var noise = reduction.Noise?.EpsilonK ?? double.NaN;
        return this with
        {
            Scans = Scans + 1,
            E0 = E0.Next(reduction.E0),
            EdgeStep = EdgeStep.Next(reduction.EdgeStep),
            PeakR = PeakR.Next(peak?.R ?? double.NaN),
            EpsilonK = EpsilonK.Next(noise),
            EdgeSteps = Push(EdgeSteps, reduction.EdgeStep),
            PeakHeights = Push(PeakHeights, peak?.Height ?? double.NaN),
            Noises = Push(Noises, noise),
        };

        ImmutableQueue<double> Push(ImmutableQueue<double> queue, double value) => (full ? queue.Dequeue() : queue).Enqueue(value);
    }
}
