using System.Reactive.Subjects;
using System.Text;
using System.Text.Json;
using Exafs.Adapters.Alerts;
using Exafs.Pipeline;
using Exafs.Pipeline.Alerts;
using Exafs.SystemTests.StandIns;
using Exafs.Tests.Adapters.Alerts;
using Microsoft.AspNetCore.Http;

namespace Exafs.SystemTests.Adapters;

/// <summary>Alerts to a server that fails in every way, to a program, and to Debian's Alertmanager.</summary>
public sealed class AlertChannelTests : IDisposable
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(10);
    private static readonly SinkQueueOptions s_queue = new() { LargestBatch = 1, Backoff = new(TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(40)) };

    private readonly string _folder = Directory.CreateTempSubdirectory("exafs-alerts-").FullName;
    private readonly Ledger _ledger = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Webhook_ThatFailsAtFirst_GetsEveryAlertInItsOrder_Signed()
    {
        await using var server = await FakeInflux.StartAsync();
        var failures = new Queue<int>([500, 503, 429, 404]);
        server.Answer = context =>
        {
            context.Response.StatusCode = failures.TryDequeue(out var status) ? status : StatusCodes.Status200OK;
            return Task.CompletedTask;
        };
        var secret = Encoding.UTF8.GetBytes("not to be told");
        using var sink = new WebhookSink(new Uri(server.Url + "/hook"), "oncall", secret, s_timeout);
        var over = AlertJsonTests.Example with { EndsAt = AlertJsonTests.Example.StartsAt.AddMinutes(1) };

        await SendAsync(sink, AlertJsonTests.Example, AlertJsonTests.Example with { IsRepeated = true }, AlertJsonTests.Example with { IsSilenced = true }, over);

        var taken = server.Requests.Skip(4).ToArray();
        Assert.Equal(["firing", "resolved"], taken.Select(request => JsonDocument.Parse(request.Body).RootElement.GetProperty("status").GetString()));
        Assert.All(taken, request => Assert.Equal(WebhookSink.Signature(Encoding.UTF8.GetBytes(request.Body), secret), request.Headers[WebhookSink.SignatureHeader]));
        var books = Assert.Single(_ledger.Counts.Sinks);
        Assert.Equal((4, 4, 0, 4), (books.Offered, books.Delivered, books.DroppedTotal, books.Failures));
    }

    [Fact]
    public async Task Webhook_ThatWillNeverTakeOne_GetsTheOthers()
    {
        await using var server = await FakeInflux.StartAsync();
        server.Answer = context =>
        {
            context.Response.StatusCode = server.Requests.Count == 1 ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK;
            return Task.CompletedTask;
        };
        using var sink = new WebhookSink(new Uri(server.Url), "oncall", null, s_timeout);

        await SendAsync(sink, AlertJsonTests.Example, AlertJsonTests.Example with { EndsAt = AlertJsonTests.Example.StartsAt });

        var books = Assert.Single(_ledger.Counts.Sinks);
        Assert.Equal((1, 1), (books.Delivered, books.Dropped["refused"]));
        Assert.All(server.Requests, request => Assert.DoesNotContain(WebhookSink.SignatureHeader, request.Headers.Keys));
    }

    [Fact]
    public async Task Command_GetsTheAlert_OnItsInput()
    {
        var file = Path.Combine(_folder, "told.json");

        await SendAsync(new CommandSink("tee", [file], s_timeout), AlertJsonTests.Example);

        Assert.Equal(AlertJson.Webhook(AlertJsonTests.Example, "command"), await File.ReadAllBytesAsync(file));
    }

    [Theory]
    [InlineData("false")]
    [InlineData("no-such-program-of-ours")]
    public async Task Command_ThatFails_IsCounted_NotRepeated(string program)
    {
        await SendAsync(new CommandSink(program, [], s_timeout), AlertJsonTests.Example);

        var books = Assert.Single(_ledger.Counts.Sinks);
        Assert.Equal((0, 1, 1), (books.Delivered, books.Dropped["command_failed"], books.Failures));
    }

    [Fact]
    public async Task Command_ThatHangs_IsEnded()
    {
        await SendAsync(new CommandSink("sleep", ["600"], TimeSpan.FromMilliseconds(300)), AlertJsonTests.Example);

        Assert.Equal(1, Assert.Single(_ledger.Counts.Sinks).Dropped["command_failed"]);
    }

    [Fact]
    public async Task Alertmanager_OfDebian_KnowsWhatFires_AndWhatIsOver()
    {
        var url = new Uri($"http://127.0.0.1:{Peer.FreePort()}");
        await File.WriteAllTextAsync(Path.Combine(_folder, "am.yml"), "route: { receiver: none }\nreceivers: [{ name: none }]\n");
        using var peer = Peer.Start("/usr/bin/prometheus-alertmanager", "prometheus-alertmanager",
            [$"--config.file={_folder}/am.yml", $"--storage.path={_folder}/am", $"--web.listen-address={url.Authority}", "--cluster.listen-address="]);
        using var http = new HttpClient();
        using var sink = new AlertmanagerSink(url, s_timeout);
        var now = DateTimeOffset.UtcNow;
        var fires = AlertJsonTests.Example with { StartsAt = now };

        await SendAsync(sink, fires); // it may not be up yet: the queue goes on trying
        using var active = JsonDocument.Parse(await http.GetStringAsync(new Uri(url, "/api/v2/alerts")));
        await SendAsync(sink, fires with { EndsAt = now });
        using var over = JsonDocument.Parse(await http.GetStringAsync(new Uri(url, "/api/v2/alerts")));

        var alert = Assert.Single(active.RootElement.EnumerateArray());
        Assert.Equal("structure_onset", alert.GetProperty("labels").GetProperty("alertname").GetString());
        Assert.Equal("onset of fcc at 1188.2 ± 1.3 K", alert.GetProperty("annotations").GetProperty("description").GetString());
        Assert.Empty(over.RootElement.EnumerateArray());
    }

    private async Task SendAsync(ISink<Alert> sink, params Alert[] alerts)
    {
        using var subject = new Subject<Alert>();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var writing = subject.WriteTo(sink, _ledger.Sink("channel", everyScan: false), s_queue, TimeProvider.System, abandon: patience.Token);
        foreach (var alert in alerts) subject.OnNext(alert);
        subject.OnCompleted();
        await writing;
    }
}
