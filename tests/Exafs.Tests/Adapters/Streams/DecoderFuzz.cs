using System.Diagnostics;
using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Streams;
using Exafs.Signal;

namespace Exafs.Tests.Adapters.Streams;

/// <summary>Spoils the messages of a format in every way that wires and strangers do, and holds its decoder to its promises: no exception, no hang, memory below a limit, and a whole scan afterwards unharmed.</summary>
public sealed class DecoderFuzz(FormatExamples format, int seed)
{
    /// <summary>Of one message, far above any honest one of these sizes.</summary>
    public const long LargestAllocation = 64 << 20;

    /// <summary>Of one message.</summary>
    public static readonly TimeSpan LongestTime = TimeSpan.FromSeconds(5);

    private const int Between = 10_000;
    private static readonly byte[] s_telling = [0x00, 0x01, 0x7f, 0x80, 0x81, 0x8f, 0x90, 0xc0, 0xc1, 0xc4, 0xc6, 0xca, 0xcb, 0xcf, 0xd9, 0xdb, 0xdc, 0xdd, 0xde, 0xdf, 0xff, (byte)'"', (byte)'{', (byte)'[', (byte)' ', (byte)'-', (byte)'9', (byte)'e', (byte)'.'];
    private readonly Random _random = new(seed);
    private readonly Scan _scan = ScanExamples.Scan(20);
    private long _after;

    /// <summary>Messages that were decoded to no defect though they were spoilt: the bytes that changed were values, or nothing.</summary>
    public long Harmless { get; private set; }

    /// <summary>Reasons that were given, and how often.</summary>
    public Dictionary<string, long> Reasons { get; } = [];

    /// <summary>Bytes that one message made the decoder allocate, at most.</summary>
    public long MostAllocated { get; private set; }

    /// <summary>Longest time that one message took.</summary>
    public TimeSpan Longest { get; private set; }

    /// <summary>So many inputs.</summary>
    public void Run(long inputs)
    {
        byte[][][] whole = [.. format.Messages(_scan)];
        var decoder = StreamDecoders.Of(format.Options(_scan));
        var observer = StreamDecoders.Of(format.Options(_scan));
        var now = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        IReadOnlyList<ScanV1Message> Both(WireMessage message)
        {
            observer.Observe(message);
            return decoder.Decode(message);
        }

        for (long i = 0; i < inputs; i++)
        {
            byte[][] spoilt = Spoil(whole);
            var message = new WireMessage([.. spoilt.Select(frame => (ReadOnlyMemory<byte>)frame)], now);
            long before = GC.GetAllocatedBytesForCurrentThread();
            IReadOnlyList<ScanV1Message> steps = [];
            TimeSpan took = TimeSpan.Zero;
            try
            {
                took = Time(() => steps = Both(message));
                if (took > LongestTime) // a machine that stood still does not do so twice
                    took = Time(() => Both(message));
            }
            catch (Exception thrown)
            {
                throw new InvalidOperationException($"{format.Name}, seed {seed}, input {i}: {thrown.GetType().Name} for {string.Join(" | ", spoilt.Select(Convert.ToHexString))}", thrown);
            }

            Note(steps);
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            (MostAllocated, Longest) = (Math.Max(MostAllocated, allocated), took > Longest ? took : Longest);
            if (allocated > LargestAllocation || took > LongestTime)
                throw new InvalidOperationException($"{format.Name}, seed {seed}, input {i}: {allocated} bytes, {took.TotalSeconds:f1} s for {string.Join(" | ", spoilt.Select(Convert.ToHexString))}");
            if (i % Between == Between - 1)
                AssertUnharmed(decoder, now);
        }

        AssertUnharmed(decoder, now);
    }

    private static TimeSpan Time(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start);
    }

    private void Note(IReadOnlyList<ScanV1Message> steps)
    {
        bool isBad = false;
        foreach (ScanV1Message step in steps)
        {
            if (step.Defect is not { } defect)
                continue;
            isBad = true;
            Reasons[defect.Reason] = Reasons.GetValueOrDefault(defect.Reason) + 1;
        }

        if (!isBad)
            Harmless++;
    }

    // What follows on garbage is taken as if nothing had been: twice, since a stream without ends ends a scan with the next.
    private void AssertUnharmed(IStreamDecoder decoder, DateTimeOffset now)
    {
        if (!format.HasScans)
            return;
        ScanAssembler state = new(new() { SnapshotInterval = TimeSpan.MaxValue }, TimeProvider.System);
        var scans = new List<Scan>();
        foreach (byte[][] frames in Enumerable.Range(0, 3).SelectMany(_ => format.Messages(_scan with { ScanId = $"after-{++_after}" })))
        {
            foreach (ScanV1Message step in decoder.Decode(new WireMessage([.. frames.Select(frame => (ReadOnlyMemory<byte>)frame)], now)))
            {
                (state, var ended) = state.Next(step, 1);
                scans.AddRange(ended);
            }
        }

        if (!scans.Any(scan => scan.Defect is null && scan.Energy.SequenceEqual(_scan.Energy) && scan.I0.SequenceEqual(_scan.I0) && (!format.HasTransmission || scan.ITrans.SequenceEqual(_scan.ITrans))))
            throw new InvalidOperationException($"{format.Name}, seed {seed}: a whole scan does not come through any more: {string.Join("; ", scans.Select(scan => $"{scan.Energy.Length} points {scan.Defect}"))}");
    }

    private byte[][] Spoil(byte[][][] whole)
    {
        byte[][] frames = [.. whole[_random.Next(whole.Length)].Select(frame => (byte[])frame.Clone())];
        for (int times = 1 + _random.Next(3); times > 0; times--)
        {
            int which = _random.Next(frames.Length);
            byte[] frame = frames[which];
            switch (_random.Next(10))
            {
                case 0:
                    frames[which] = frame[.._random.Next(frame.Length + 1)];
                    break;
                case 1 when frame.Length > 0:
                    frame[_random.Next(frame.Length)] ^= (byte)(1 << _random.Next(8));
                    break;
                case 2 when frame.Length > 0:
                    frame[_random.Next(frame.Length)] = s_telling[_random.Next(s_telling.Length)];
                    break;
                case 3:
                    int at = _random.Next(frame.Length + 1);
                    frames[which] = [.. frame[..at], .. Bytes(1 + _random.Next(16)), .. frame[at..]];
                    break;
                case 4 when frame.Length > 1:
                    int from = _random.Next(frame.Length), to = _random.Next(from, frame.Length);
                    frames[which] = [.. frame[..from], .. frame[to..]];
                    break;
                case 5 when frame.Length > 8:
                    // A length or a number becomes an extreme one.
                    byte[] extreme = _random.Next(4) switch { 0 => [0xff, 0xff, 0xff, 0xff], 1 => [0x7f, 0xff, 0xff, 0xff], 2 => [0, 0, 0, 0], _ => [0xff, 0xff, 0xff, 0x7f] };
                    extreme.CopyTo(frame, _random.Next(frame.Length - 4));
                    break;
                case 6:
                    byte[] other = whole[_random.Next(whole.Length)][0];
                    frames[which] = [.. frame[.._random.Next(frame.Length + 1)], .. other[_random.Next(other.Length + 1)..]];
                    break;
                case 7:
                    frames = [.. frames, .. whole[_random.Next(whole.Length)].Select(one => (byte[])one.Clone())];
                    break;
                case 8 when frames.Length > 1:
                    frames = [.. frames.Where((_, i) => i != which)];
                    break;
                default:
                    frames[which] = _random.Next(20) == 0 ? Bytes(_random.Next(200)) : frame;
                    break;
            }
        }

        return frames;
    }

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }
}
