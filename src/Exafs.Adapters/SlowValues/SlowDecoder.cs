using System.Collections.Immutable;
using Exafs.Adapters.Streams;

namespace Exafs.Adapters.SlowValues;

/// <summary>Messages of any format → slow values. Where the format is not given, the form of <see cref="SlowMessageReader"/> is recognised, too.</summary>
public sealed class SlowDecoder(StreamOptions options)
{
    private readonly SlowMessageReader _own = new(options.Limits);
    private readonly IStreamDecoder _stream = StreamDecoders.Of(options);

    /// <summary>What one message says. Single values count, and of a column the last; images and texts do not.</summary>
    public SlowMessage Read(WireMessage message)
    {
        SlowMessage? own = options.Format == StreamFormat.Auto ? _own.Read(message) : null;
        if (own is { Defect: null })
            return own;
        StreamObservation seen = _stream.Observe(message);
        if (seen.Defect is not null)
            return own is { Defect.Reason: not SlowMessageReader.NotSlowValues } ? own : new([], seen.Defect);
        var readings = ImmutableArray.CreateBuilder<SlowReading>(seen.Readings.Length);
        foreach (StreamReading one in seen.Readings)
        {
            if (one.Shape.Length <= 1 && one.Type != "string")
                readings.Add(SlowReading.Of(one.Name, one.Unit, one.Last, one.Time));
        }

        return new(readings.DrainToImmutable());
    }
}
