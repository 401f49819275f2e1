using System.Globalization;
using System.Text.Json;
using Exafs.Adapters.Streams;
using Exafs.Lab;
using Exafs.Signal;
using Exafs.SystemTests.Adapters;
using Exafs.SystemTests.Monitor;
using Exafs.Tests.Adapters.Streams;
using NetMQ;
using NetMQ.Sockets;

namespace Exafs.SystemTests.Lab;

/// <summary>exafs-lab sniff over a socket, and whether the daemon takes what it proposes.</summary>
public sealed class SniffCommandTests : IDisposable
{
    private readonly string _endpoint = $"tcp://127.0.0.1:{Peer.FreePort()}";
    private readonly string _folder = Directory.CreateTempSubdirectory("exafs-sniff").FullName;
    private readonly CancellationTokenSource _over = new();
    private readonly TaskCompletionSource _bound = new();

    public static TheoryData<string> Names => [.. FormatExamples.All.DistinctBy(format => format.Format).Select(format => format.Name)];

    public void Dispose()
    {
        _over.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Sniff_AnyFormat_NamesIt_AndProposesWhatTheDaemonAccepts(string name)
    {
        FormatExamples format = FormatExamples.All.Single(one => one.Name == name);
        Task publishing = Task.Factory.StartNew(() => Publish(new PublisherSocket(), format), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await _bound.Task;
        string output = Path.Combine(_folder, "seen.json");

        (int exit, string said) = await SniffAsync("--seconds", "2", "--output", output);
        await _over.CancelAsync();
        await publishing;

        Assert.True(exit == ExitCode.Done, said);
        using JsonDocument seen = JsonDocument.Parse(await File.ReadAllTextAsync(output));
        Assert.Equal(format.Format.Name(), seen.RootElement.GetProperty("format").GetString());
        Assert.Equal("PUB", seen.RootElement.GetProperty("socket_type").GetString());
        Assert.True(seen.RootElement.GetProperty("rate_hz").GetDouble() > 1, said);
        Assert.NotEmpty(seen.RootElement.GetProperty("channels").EnumerateArray());
        string config = Path.Combine(_folder, "proposed.json");
        await File.WriteAllTextAsync(config, seen.RootElement.GetProperty("configuration").GetRawText());
        using var check = MonitorProcess.Start(config, "--check-config");
        Assert.Equal(0, (await check.EndAsync()).Code);
    }

    [Fact]
    public async Task Sniff_APush_IsNotRobbed()
    {
        Task publishing = Task.Factory.StartNew(() => Publish(new PushSocket(), FormatExamples.All[0]), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await _bound.Task;

        (int exit, string said) = await SniffAsync("--seconds", "1");
        await _over.CancelAsync();
        await publishing;

        Assert.Equal(ExitCode.SomeFailed, exit);
        Assert.Contains("is a PUSH", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sniff_WhereNobodyIs_SaysSo()
    {
        (int exit, string said) = await SniffAsync("--seconds", "0.5");

        Assert.Equal(ExitCode.SomeFailed, exit);
        Assert.Contains("no ZeroMQ was found", said, StringComparison.Ordinal);
    }

    private async Task<(int Exit, string Said)> SniffAsync(params string[] words)
    {
        var people = new StringWriter(CultureInfo.InvariantCulture);
        int exit = await Task.Run(() => CommandLine.Run(["sniff", _endpoint, .. words], TextWriter.Null, People.On(people, terminal: false), CancellationToken.None));
        return (exit, people.ToString());
    }

    private void Publish(NetMQSocket socket, FormatExamples format)
    {
        using (socket)
        {
            socket.Options.Linger = TimeSpan.Zero;
            socket.Bind(_endpoint);
            _bound.SetResult();
            for (int i = 0; !_over.IsCancellationRequested; i++)
            {
                Scan scan = FormatExamples.Example(20, $"scan-{i}", i + 1);
                foreach (byte[][] frames in format.Messages(scan))
                {
                    for (int f = 0; f < frames.Length; f++)
                        socket.TrySendFrame(frames[f], f < frames.Length - 1);
                    Thread.Sleep(2);
                }
            }
        }
    }
}
