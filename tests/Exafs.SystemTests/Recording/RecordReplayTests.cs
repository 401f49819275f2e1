using System.Diagnostics;
using Exafs.Adapters.Recording;
using Exafs.Lab;
using Exafs.SystemTests.Adapters;
using NetMQ;
using NetMQ.Sockets;

namespace Exafs.SystemTests.Recording;

/// <summary>exafs-lab record and replay over sockets: what is sent again is what came, byte for byte.</summary>
public sealed class RecordReplayTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("exafs-record-").FullName;
    private readonly CancellationTokenSource _stopping = new();

    public void Dispose()
    {
        _stopping.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Record_PushedMessagesOfManyFrames_ThenReplayedByPush_AreTheSameTwice()
    {
        byte[][][] sent = [.. Enumerable.Range(0, 300).Select(Message)];
        string endpoint = Endpoint();
        var recording = LabCommand.Start(_stopping.Token, "record", endpoint, "--bind", "--pull", "--output", In("a"));
        using (var socket = new PushSocket())
        {
            socket.Options.Linger = s_patience;
            socket.Connect(endpoint);
            foreach (byte[][] message in sent)
                socket.SendMultipartBytes(message);
            await HoldsAsync(In("a"), sent.Length);
        }

        await _stopping.CancelAsync();
        var (code, said) = await recording;
        Assert.True(code == ExitCode.Done, said);
        AssertHolds(In("a"), sent);

        using var stopping = new CancellationTokenSource();
        endpoint = Endpoint();
        recording = LabCommand.Start(stopping.Token, "record", endpoint, "--bind", "--pull", "--output", In("b"));
        var replayed = await LabCommand.Start(default, "replay", In("a"), "--connect", endpoint, "--push", "--speed", "max");
        Assert.True(replayed.Code == ExitCode.Done, replayed.Said);
        Assert.Contains("300 messages sent", replayed.Said);
        await HoldsAsync(In("b"), sent.Length);
        await stopping.CancelAsync();
        Assert.Equal(ExitCode.Done, (await recording).Code);
        AssertHolds(In("b"), sent);
    }

    [Fact]
    public async Task Replay_BySubscription_AsFastAsItGoes_LosesNothing()
    {
        byte[][][] sent = [.. Enumerable.Range(0, 30_000).Select(Message)]; // more than any high-water mark
        Write(In("a"), sent, TimeSpan.FromMilliseconds(1));
        string endpoint = Endpoint();
        var recording = LabCommand.Start(_stopping.Token, "record", endpoint, "--output", In("b"));

        var replayed = await LabCommand.Start(default, "replay", In("a"), "--bind", endpoint, "--speed", "max", "--wait-seconds", "2");
        Assert.True(replayed.Code == ExitCode.Done, replayed.Said);
        Assert.Contains("--push sends it as it was", replayed.Said);
        await HoldsAsync(In("b"), sent.Length);
        await _stopping.CancelAsync();

        Assert.Equal(ExitCode.Done, (await recording).Code);
        AssertHolds(In("b"), sent);
    }

    [Fact]
    public async Task Replay_TwiceAsFast_TakesHalfTheTime()
    {
        Write(In("a"), [.. Enumerable.Range(0, 4).Select(Message)], TimeSpan.FromSeconds(1));
        string endpoint = Endpoint();
        var recording = LabCommand.Start(_stopping.Token, "record", endpoint, "--bind", "--pull", "--output", In("b"));
        long start = Stopwatch.GetTimestamp();

        Assert.Equal(ExitCode.Done, (await LabCommand.Start(default, "replay", In("a"), "--connect", endpoint, "--push", "--speed", "2", "--wait-seconds", "0")).Code);

        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 1.49, 30); // a busy machine is late, never early
        await HoldsAsync(In("b"), 4);
        await _stopping.CancelAsync();
        Assert.Equal(ExitCode.Done, (await recording).Code);
    }

    [Fact]
    public async Task Record_Seconds_EndsByItself_AndAFileThatIsThereIsKept()
    {
        var (code, said) = await LabCommand.Start(default, "record", Endpoint(), "--output", In("a"), "--seconds", "0.5");
        Assert.Equal(ExitCode.Done, code);
        Assert.Contains("0 messages", said);
        using (var reader = new RecordingReader(In("a")))
        {
            Assert.Empty(reader.Messages());
            Assert.Null(reader.Trouble);
        }

        (code, said) = LabCommand.Run("record", Endpoint(), "--output", In("a"), "--seconds", "0.5");
        Assert.Equal(ExitCode.WrongUsage, code);
        Assert.Contains("--force", said);
        Assert.Equal(ExitCode.Done, (await LabCommand.Start(default, "record", Endpoint(), "--output", In("a"), "--seconds", "0.5", "--force")).Code);
    }

    [Fact]
    public void Record_FullDisk_SaysSo()
    {
        var (code, said) = LabCommand.Run("record", Endpoint(), "--output", "/dev/full", "--force", "--seconds", "1");

        Assert.Equal(ExitCode.SomeFailed, code);
        Assert.Contains("/dev/full: nothing could be written: No space left on device", said);
    }

    [Theory]
    [InlineData("--speed max --rate 3", "--rate is for files")]
    [InlineData("--speed -1", "--speed: -1")]
    [InlineData("--rate 3", "a recording is sent as it is")]
    [InlineData("--loop", "a recording is sent as it is")]
    public void Replay_OfARecording_WrongWords_AreRefused(string words, string expected)
    {
        Write(In("a"), [Message(1)], TimeSpan.Zero);

        var (code, said) = LabCommand.Run(["replay", In("a"), "--bind", Endpoint(), .. words.Split(' ')]);

        Assert.Equal(ExitCode.WrongUsage, code);
        Assert.Contains(expected, said);
    }

    [Fact]
    public void Record_EndpointThatIsNone_IsRefused_AndLeavesNoFile()
    {
        Assert.Equal(ExitCode.WrongUsage, LabCommand.Run("record", "beamline", "--output", In("a"), "--seconds", "1").Code);
        Assert.False(File.Exists(In("a")));
    }

    private static string Endpoint() => $"tcp://127.0.0.1:{Peer.FreePort()}";

    // One to four frames, some of them empty.
    private static byte[][] Message(int number)
    {
        var random = new Random(number);
        return [.. Enumerable.Range(0, 1 + (number % 4)).Select(_ =>
        {
            var frame = new byte[random.Next(4) == 0 ? 0 : random.Next(200)];
            random.NextBytes(frame);
            return frame;
        })];
    }

    private static List<RecordedMessage> Read(string file)
    {
        using var reader = new RecordingReader(file);
        return [.. reader.Messages()];
    }

    private static void Write(string file, byte[][][] messages, TimeSpan apart)
    {
        long now = TimeProvider.System.GetTimestamp();
        using var writer = new RecordingWriter(File.Create(file), new RecordingHeader { Endpoints = ["tcp://beamline:5555"], Pattern = "pull", Started = DateTimeOffset.UnixEpoch }, TimeProvider.System);
        for (int i = 0; i < messages.Length; i++)
            writer.Write(new([.. messages[i].Select(frame => (ReadOnlyMemory<byte>)frame)], DateTimeOffset.UnixEpoch), now + (long)(i * apart.TotalSeconds * TimeProvider.System.TimestampFrequency));
        writer.End("stopped");
    }

    private static void AssertHolds(string file, byte[][][] sent)
    {
        using var reader = new RecordingReader(file);
        RecordedMessage[] held = [.. reader.Messages()];
        Assert.Null(reader.Trouble);
        Assert.Equal(sent.Length, held.Length);
        for (int i = 0; i < sent.Length; i++)
            Assert.Equal(sent[i], held[i].Message.Frames.Select(frame => frame.ToArray()));
        Assert.Equal(held.Select(message => message.Elapsed).Order(), held.Select(message => message.Elapsed));
    }

    // Also while it is being written.
    private static async Task HoldsAsync(string file, int messages)
    {
        using var patience = new CancellationTokenSource(s_patience);
        while (!File.Exists(file) || new FileInfo(file).Length < 8 || Read(file).Count < messages)
            await Task.Delay(200, patience.Token);
    }

    private string In(string name) => Path.Combine(_folder, name);
}
