using System.Collections.Immutable;
using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Streams;
using Exafs.Signal;

namespace Exafs.Tests.Adapters.Streams;

/// <summary>What a decoder makes of messages.</summary>
internal static class DecodedScans
{
    public static readonly DateTimeOffset Arrived = new(2026, 3, 1, 13, 0, 0, TimeSpan.Zero);

    public static WireMessage Message(params byte[][] frames) => new([.. frames.Select(f => (ReadOnlyMemory<byte>)f)], Arrived);

    /// <summary>All that has ended after the messages, and after a long silence.</summary>
    public static ImmutableArray<Scan> Of(IStreamDecoder decoder, IEnumerable<byte[][]> messages, DateTimeOffset? arrived = null)
    {
        var state = new ScanAssembler(new() { SnapshotInterval = TimeSpan.FromDays(1) }, TimeProvider.System);
        var scans = ImmutableArray.CreateBuilder<Scan>();
        foreach (byte[][] message in messages)
        {
            foreach (ScanV1Message step in decoder.Decode(Message(message) with { Arrived = arrived ?? Arrived }))
            {
                (state, ImmutableArray<Scan> ended) = state.Next(step, 1);
                scans.AddRange(ended);
            }
        }

        scans.AddRange(state.Expire(TimeProvider.System.TimestampFrequency * 3600).Scans);
        return scans.ToImmutable();
    }

    /// <summary>Equal in what a spectrum is made of, bit for bit.</summary>
    public static void AssertSameSpectrum(Scan expected, Scan actual)
    {
        Assert.Null(actual.Defect);
        Assert.Equal(ScanProgress.Complete, actual.Progress);
        AssertBits(expected.Energy, actual.Energy);
        AssertBits(expected.I0, actual.I0);
        AssertBits(expected.ITrans, actual.ITrans);
        AssertBits(expected.IRefer, actual.IRefer);
        Assert.Equal(expected.IFluor.Length, actual.IFluor.Length);
        for (int i = 0; i < expected.IFluor.Length; i++)
            AssertBits(expected.IFluor[i].Values, actual.IFluor[i].Values);
        Assert.Equal(expected.SampleTemperature!.Value, actual.SampleTemperature!.Value, 1e-9);
    }

    /// <summary>A step that can be used, or one that says in a stable word why not.</summary>
    public static void AssertUsable(ScanV1Message step)
    {
        if (step.Defect is { } defect)
        {
            Assert.Matches("^[a-z_]+$", defect.Reason);
            return;
        }

        Assert.All((ImmutableArray<double>[])[step.I0, step.ITrans, step.IRefer, step.Mu, step.Time, .. step.IFluor.Select(c => c.Values)],
            column => Assert.True(column.IsEmpty || column.Length == step.Count));
    }

    private static void AssertBits(ImmutableArray<double> expected, ImmutableArray<double> actual) =>
        Assert.Equal(expected.Select(BitConverter.DoubleToInt64Bits), actual.Select(BitConverter.DoubleToInt64Bits));
}
