using System.Collections.Immutable;
using Exafs.Adapters.ScanV1;
using Exafs.Signal;
using FsCheck;
using FsCheck.Fluent;

namespace Exafs.Tests.Adapters;

/// <summary>Whatever comes: no exception, a reason for what cannot be used, and the next scan unharmed.</summary>
public sealed class ScanV1FuzzTests
{
    private static readonly ScanV1Reader s_reader = new();
    private static readonly Scan s_scan = ScanExamples.Scan(20);
    private static readonly byte[][] s_messages = Messages(s_scan);

    [Fact]
    public void Read_AnyTruncation_IsACleanDefect()
    {
        foreach (byte[] message in s_messages)
        {
            for (int length = 0; length < message.Length; length++)
                Assert.Equal("truncated_frame", s_reader.Read(message.AsMemory(0, length)).Defect?.Reason);
        }
    }

    [Fact]
    public void Read_RandomBytes_NeverThrows() =>
        Prop.ForAll<byte[]>(bytes => s_reader.Read(bytes ?? []).Defect is not null).QuickCheckThrowOnFailure();

    [Fact]
    public void Read_AnyByteChanged_NeverThrowsAndKeepsShapes()
    {
        foreach (byte[] message in s_messages)
        {
            for (int at = 0; at < message.Length; at++)
            {
                foreach (byte value in (byte[])[0x00, 0x7f, 0x90, 0xc0, 0xc1, 0xc4, 0xdb, 0xdd, 0xdf, 0xff])
                {
                    byte[] changed = [.. message];
                    changed[at] = value;
                    AssertUsable(s_reader.Read(changed));
                }
            }
        }
    }

    [Fact]
    public void Next_MessagesInAnyOrderAndNumber_LeaveTheNextScanUnharmed()
    {
        Gen<int[]> orders = Gen.Choose(0, s_messages.Length - 1).ArrayOf();
        Prop.ForAll(orders.ToArbitrary(), order =>
        {
            ScanAssembler state = new(new ScanAssemblerOptions(), TimeProvider.System);
            long now = 1;
            foreach (int i in order)
                state = state.Next(s_reader.Read(s_messages[i]), now++).Next;

            Scan next = ScanExamples.Scan(20, "next");
            List<Scan> seen = [];
            foreach (byte[] message in Messages(next)[1..])
            {
                (state, ImmutableArray<Scan> scans) = state.Next(s_reader.Read(message), now++);
                seen.AddRange(scans.Where(s => s.ScanId == "next"));
            }

            ScanExamples.AssertEqual(next, Assert.Single(seen));
            Assert.Equal(0, state.OpenCount);
        }).QuickCheckThrowOnFailure();
    }

    public static TheoryData<string> Spoilings() => new(["nan", "negative", "constant", "reversed", "duplicated", "infinite", "keV", "three points"]);

    [Theory]
    [MemberData(nameof(Spoilings))]
    public void Read_SpoiltColumns_ArriveAsTheyAre(string spoiling)
    {
        Scan spoilt = spoiling == "three points" ? ScanExamples.Scan(3) : s_scan with
        {
            Energy = Spoil(s_scan.Energy, spoiling),
            I0 = Spoil(s_scan.I0, spoiling),
            ITrans = Spoil(s_scan.ITrans, spoiling),
            Time = Spoil(s_scan.Time, spoiling),
        };

        ScanAssembly assembly = new ScanAssembler(new ScanAssemblerOptions(), TimeProvider.System)
            .Next(s_reader.Read(new ScanV1Writer().WriteScan(spoilt)), 1);

        ScanExamples.AssertEqual(spoilt with { PointsPlanned = spoilt.Energy.Length }, Assert.Single(assembly.Scans));
    }

    private static ImmutableArray<double> Spoil(ImmutableArray<double> column, string how) => how switch
    {
        "nan" => [.. column.Select(_ => double.NaN)],
        "negative" => [.. column.Select(x => -x)],
        "constant" => [.. column.Select(_ => column[0])],
        "reversed" => [.. column.Reverse()],
        "duplicated" => [.. column.SelectMany(x => new[] { x, x }).Take(column.Length)],
        "infinite" => [.. column.Select(_ => double.PositiveInfinity)],
        "keV" => [.. column.Select(x => x / 1000)],
        _ => throw new ArgumentOutOfRangeException(nameof(how)),
    };

    private static byte[][] Messages(Scan scan)
    {
        var writer = new ScanV1Writer();
        return
        [
            new ScanV1Writer(ScanV1ArrayForm.Numbers).WriteScan(scan),
            writer.WriteBegin(scan, 20),
            writer.WritePoints(scan, 0, 10),
            writer.WritePoints(scan, 10, 10),
            writer.WriteEnd(scan),
        ];
    }

    private static void AssertUsable(ScanV1Message message)
    {
        if (message.Defect is { } defect)
        {
            Assert.Matches("^[a-z_]+$", defect.Reason);
            return;
        }

        Assert.All(
            (ImmutableArray<double>[])[message.I0, message.ITrans, message.IRefer, message.Time, .. message.IFluor.Select(c => c.Values)],
            column => Assert.True(column.IsEmpty || column.Length == message.Count));
    }
}
