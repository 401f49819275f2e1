namespace Exafs.Adapters.Streams;

/// <summary>Streams of detectors that are known by their first frame and not decoded, so that a person is told what was connected to.</summary>
public static class KnownStreams
{
    private const int LookedAt = 512;

    /// <summary>What the message seems to be; null: not known.</summary>
    public static string? NameOf(WireMessage message)
    {
        ReadOnlySpan<byte> head = message.Frames.IsDefaultOrEmpty ? [] : message.Frames[0].Span;
        head = head[..Math.Min(head.Length, LookedAt)];
        if (head.IsEmpty || head[0] != '{')
            return null;
        if (Names(head, "\"dheader-"u8) || Names(head, "\"dimage-"u8) || Names(head, "\"dseries_end-"u8))
            return "Dectris stream 1";
        if (Names(head, "\"jsonversion\""u8) && Names(head, "\"bitmode\""u8))
            return "slsDetectorPackage";
        bool isHtype = Names(head, "\"htype\""u8);
        return isHtype && (Names(head, "\"series_end\""u8) || (Names(head, "\"image\""u8) && Names(head, "\"exptime\""u8)) || (Names(head, "\"header\""u8) && Names(head, "\"filename\""u8)))
            ? "xspress3-streamer of MAX IV"
            : null;
    }

    private static bool Names(ReadOnlySpan<byte> head, ReadOnlySpan<byte> word) => head.IndexOf(word) > 0;
}
