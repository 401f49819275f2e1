using Exafs.Adapters.Storage;
using Exafs.Pipeline;
using Exafs.Pipeline.Delivery;
using Exafs.Tests.Adapters.Alerts;
using Exafs.Tests.Pipeline;
using Microsoft.Data.Sqlite;

namespace Exafs.SystemTests.Adapters;

/// <summary>What targets are owed, on disk: committed with the scan, kept over restarts, replaced by newer forms, given up by a rule.</summary>
public sealed class StoreOutboxTests : IDisposable
{
    private static readonly OutboxTarget s_target = new()
    {
        Name = "there",
        Reports = report => [new(OutboxRank.Scan, $"scan {report.Scan.ScanId} {(report is Analyzed ? "analyzed" : "rejected")}", report.Scan.ScanId), new(OutboxRank.ChiR, $"chir {report.Scan.ScanId}", $"chir {report.Scan.ScanId}")],
        Changes = change => [new(OutboxRank.Event, $"event {change.ScanId}", null)],
        Alerts = alert => [new(OutboxRank.Event, $"alert {alert.Name}", null)],
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("exafs-outbox-").FullName;

    private string FilePath => Path.Combine(_folder, "exafs.db");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Write_WhatIsStored_IsOwed_AndStaysSoUntilDelivered()
    {
        using (var store = Open())
        {
            await store.WriteAsync([ReportExamples.Analyzed(1), ReportExamples.Rejected(2)], default);
            await store.Events.WriteAsync([ChangeExamples.Completion], default);
            await store.Alerts.WriteAsync([AlertJsonTests.Example], default);
        }

        using (var store = Open())
        {
            var outbox = store.Outboxes.Single();
            Assert.Equal(["scan scan-1 analyzed", "chir scan-1", "scan scan-2 rejected", "chir scan-2", "event scan-420", "alert structure_onset"], Bodies(outbox));
            Assert.Equal(["event scan-420", "alert structure_onset"], outbox.Take(2, newest: true).Select(item => item.Body));
            Assert.Equal(["scan scan-1 analyzed", "chir scan-1"], outbox.Take(2, newest: false).Select(item => item.Body));
            outbox.Delivered(outbox.Take(3, newest: false));
            outbox.Delivered(outbox.Take(1, newest: true));
        }

        using (var store = Open())
        {
            Assert.Equal(["chir scan-2", "event scan-420"], Bodies(store.Outboxes.Single()));
            Check(store, accepted: 6, delivered: 4, waiting: 2);
        }
    }

    [Fact]
    public async Task Write_BatchThatFails_OwesNothing()
    {
        using var store = new SqliteStore(new SqliteStoreOptions { File = FilePath, FileBytes = 600_000 }, [s_target]);
        await store.WriteAsync([ReportExamples.Analyzed(1)], default);

        await Assert.ThrowsAsync<StoreException>(() => store.WriteAsync([.. Enumerable.Range(2, 500).Select(i => ReportExamples.Analyzed(i))], default));

        Check(store, accepted: 2, waiting: 2);
        await store.WriteAsync([ReportExamples.Analyzed(2)], default);
        Check(store, accepted: 4, waiting: 4);
    }

    [Fact]
    public async Task Write_ScanAgain_ReplacesWhatWaits_EvenWhileItIsUnderway()
    {
        using var store = Open();
        var outbox = store.Outboxes.Single();
        await store.WriteAsync([ReportExamples.Rejected(1)], default);
        var underway = outbox.Take(10, newest: false);

        await store.WriteAsync([ReportExamples.Analyzed(1)], default);
        outbox.Delivered(underway); // the old form: the new one is still owed

        Assert.Equal(["scan scan-1 analyzed", "chir scan-1"], Bodies(outbox));
        Check(store, accepted: 4, superseded: 2, waiting: 2);
    }

    [Fact]
    public async Task Ids_AreNeverUsedTwice()
    {
        using var store = Open();
        var outbox = store.Outboxes.Single();
        await store.Events.WriteAsync([ChangeExamples.Completion], default);
        var first = outbox.Take(1, newest: false);
        outbox.Delivered(first);
        await store.Events.WriteAsync([ChangeExamples.Completion], default);

        outbox.Delivered(first); // late, once more

        Check(store, accepted: 2, delivered: 1, waiting: 1);
    }

    [Fact]
    public async Task Quota_GivesUpTheLowestRankFirst_ThenTheOldest_AndNeverAnEvent()
    {
        var big = new string('x', 1000);
        var target = s_target with
        {
            Reports = report => [new(OutboxRank.Scan, $"scan {report.Scan.ScanId} {big}", null), new(OutboxRank.ChiR, $"chir {report.Scan.ScanId} {big}", null)],
            BytesMaximum = 1_200_000,
        };
        using var store = new SqliteStore(new SqliteStoreOptions { File = FilePath }, [target]);
        await store.Events.WriteAsync([ChangeExamples.Completion], default);
        foreach (var batch in Enumerable.Range(0, 1000).Chunk(100))
            await store.WriteAsync([.. batch.Select(i => ReportExamples.Analyzed(i))], default);

        var bodies = Bodies(store.Outboxes.Single());
        Assert.Equal("event scan-420", bodies[0]);
        Assert.Equal(1000, bodies.Count(body => body.StartsWith("scan ", StringComparison.Ordinal)));
        string[] chirs = [.. bodies.Where(body => body.StartsWith("chir ", StringComparison.Ordinal)).Select(body => body.Split(' ')[1])];
        Assert.Equal(Enumerable.Range(1000 - chirs.Length, chirs.Length).Select(i => $"scan-{i}"), chirs); // the latest of them
        var counts = store.Outboxes.Single().Counts;
        Assert.InRange(counts.WaitingBytes, 1, 1_200_000);
        Assert.Equal((2001, null), (counts.Accepted, counts.Violation()));
        Assert.Equal(counts.Accepted - counts.Waiting, counts.Dropped["quota"]);
    }

    [Fact]
    public async Task Entries_ThatCannotBeSent_AreCountedUnderTheirReason_AndStoreTheScan()
    {
        var target = s_target with { Reports = report => report.Scan.ScanId == "scan-2" ? throw new ArgumentException("no words for it") : [OutboxEntry.Unsendable(OutboxRank.Scan, "no_time")] };
        using (var store = new SqliteStore(new SqliteStoreOptions { File = FilePath }, [target]))
        {
            await store.WriteAsync([ReportExamples.Analyzed(1), ReportExamples.Analyzed(2), ReportExamples.Analyzed(3)], default);
            var counts = store.Outboxes.Single().Counts;
            Assert.Equal((3, 2, 1, null), (counts.Accepted, counts.Dropped["no_time"], counts.Dropped["not_encodable"], counts.Violation()));
        }

        using var reader = new StoreReader(FilePath);
        Assert.Equal(3, reader.Scans("run").Count);
    }

    [Fact]
    public async Task SetAside_IsKeptWithItsReason_AndCounted()
    {
        using var store = Open();
        var outbox = store.Outboxes.Single();
        await store.WriteAsync([ReportExamples.Analyzed(1)], default);

        outbox.SetAside(outbox.Take(1, newest: false)[0], "refused", "400 field type conflict");

        Check(store, accepted: 2, waiting: 1, dead: 1);
        using var reader = new StoreReader(FilePath);
        var letter = Assert.Single(reader.DeadLetters());
        Assert.Equal(("there", "refused", "400 field type conflict", "scan scan-1 analyzed"), (letter.Target, letter.Reason, letter.Detail, letter.Body));
    }

    [Fact]
    public async Task Counts_FileThatCannotBeRead_AreAsTheyWere()
    {
        using var store = Open();
        await store.WriteAsync([ReportExamples.Analyzed(1)], default);
        Check(store, accepted: 2, waiting: 2);
        using var other = new SqliteConnection($"Data Source={FilePath};Pooling=false");
        other.Open();
        using SqliteCommand command = other.CreateCommand();
        command.CommandText = "DROP TABLE dropped";
        command.ExecuteNonQuery();

        Check(store, accepted: 2, waiting: 2);
    }

    [Fact]
    public async Task Wait_ReturnsWhenSomethingIsAccepted_OrWhenItIsTime()
    {
        using var store = Open();
        var outbox = store.Outboxes.Single();
        await outbox.WaitAsync(TimeSpan.FromMilliseconds(10), default);
        var waiting = outbox.WaitAsync(TimeSpan.FromHours(1), default);
        Assert.False(waiting.IsCompleted);

        await store.WriteAsync([ReportExamples.Analyzed(1)], default);

        await waiting.WaitAsync(TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Open_StoreOfVersion4_GetsAnOutbox_AndKeepsWhatItHas()
    {
        using (var store = new SqliteStore(new SqliteStoreOptions { File = FilePath }))
            await store.WriteAsync([ReportExamples.Analyzed(1)], default);
        using (var old = new SqliteConnection($"Data Source={FilePath};Pooling=false"))
        {
            old.Open();
            using SqliteCommand command = old.CreateCommand();
            command.CommandText = "DROP TABLE outbox; DROP TABLE dead_letter; DROP TABLE dropped; DROP TABLE target; PRAGMA user_version = 4";
            command.ExecuteNonQuery();
        }

        using (var store = Open())
        {
            await store.WriteAsync([ReportExamples.Analyzed(2)], default);
            Check(store, accepted: 2, waiting: 2);
        }

        using var reader = new StoreReader(FilePath);
        Assert.Equal(2, reader.Scans("run").Count);
    }

    private SqliteStore Open() => new(new SqliteStoreOptions { File = FilePath }, [s_target]);

    private static List<string> Bodies(IOutbox outbox) => [.. outbox.Take(100_000, newest: false).Select(item => item.Body)];

    private static void Check(SqliteStore store, long accepted, long delivered = 0, long superseded = 0, long waiting = 0, long dead = 0)
    {
        var counts = store.Outboxes.Single().Counts;
        Assert.Equal((accepted, delivered, superseded, waiting, dead), (counts.Accepted, counts.Delivered, counts.Superseded, counts.Waiting, counts.DeadLetterTotal));
        Assert.Equal(waiting > 0, counts.Oldest is not null);
        Assert.Null(counts.Violation());
    }
}
