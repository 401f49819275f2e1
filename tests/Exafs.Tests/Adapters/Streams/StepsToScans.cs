using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Streams;
using Exafs.Signal;

namespace Exafs.Tests.Adapters.Streams;

/// <summary>Messages through a decoder and the assembler, as they come over a wire.</summary>
internal static class StepsToScans
{
    public static readonly DateTimeOffset Arrived = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static WireMessage Message(params byte[][] frames) => DecodedScans.Message(frames) with { Arrived = Arrived };

    /// <summary>All scans that end, and those that were open when silence fell.</summary>
    public static Scan[] Of(IStreamDecoder decoder, IEnumerable<byte[][]> messages) => [.. DecodedScans.Of(decoder, messages, Arrived)];

    /// <summary>Every truncation of every frame, and every byte of them changed: nothing throws, and what comes can be put together.</summary>
    public static void AssertSurvives(Func<IStreamDecoder> create, Func<WireMessage, bool> recognises, byte[][] frames)
    {
        IStreamDecoder decoder = create();
        for (int f = 0; f < frames.Length; f++)
        {
            for (int length = 0; length < frames[f].Length; length++)
                Take(decoder, recognises, With(frames, f, frames[f][..length]));
            for (int at = 0; at < frames[f].Length; at++)
            {
                foreach (byte value in (byte[])[0x00, 0x01, 0x20, 0x22, 0x2d, 0x30, 0x5b, 0x7b, 0x7f, 0x80, 0x9f, 0xbf, 0xc0, 0xff])
                {
                    byte[] changed = [.. frames[f]];
                    changed[at] = value;
                    Take(decoder, recognises, With(frames, f, changed));
                }
            }

            Take(decoder, recognises, frames[..f]);
        }
    }

    private static void Take(IStreamDecoder decoder, Func<WireMessage, bool> recognises, byte[][] frames)
    {
        if (frames.Length == 0)
            return;
        WireMessage message = Message(frames);
        recognises(message);
        Assert.NotNull(decoder.Observe(message).Kind);
        foreach (ScanV1Message step in decoder.Decode(message))
            Assert.True(step.Defect is not null || step.IFluor.All(c => c.Values.Length == step.Count));
    }

    private static byte[][] With(byte[][] frames, int at, byte[] frame)
    {
        byte[][] changed = [.. frames];
        changed[at] = frame;
        return changed;
    }
}
