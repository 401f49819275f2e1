using System.Collections.Immutable;

namespace Exafs.Adapters.Files;

/// <summary>A recording of encoder and currents, sample by sample, read from its beginning to its end: larger than memory.</summary>
internal interface IQuickRecording : IDisposable
{
    string Format { get; }

    /// <summary>Samples a second, on average.</summary>
    double Rate { get; }

    DateTime? StartTime { get; }

    /// <summary>Names beside the encoder.</summary>
    ImmutableArray<string> Channels { get; }

    /// <summary>The next samples; 0: there are none.</summary>
    /// <param name="angle">Degree.</param>
    /// <param name="columns">Each channel; as long as <paramref name="angle"/>.</param>
    int Read(Span<double> angle, double[][] columns);

    /// <summary>When a sample that has been read was taken, s after the first.</summary>
    double Seconds(long sample);
}
