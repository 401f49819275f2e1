using NetMQ;
using NetMQ.Sockets;

namespace Exafs.SystemTests.StandIns;

/// <summary>The end of the context, which all sockets of the process share: no other test may run beside this one.</summary>
[Collection(nameof(NetMQConfigTests))]
[CollectionDefinition(nameof(NetMQConfigTests), DisableParallelization = true)]
public sealed class NetMQConfigTests
{
    [Fact]
    public async Task Cleanup_SocketThatWaits_EndsItAndLetsALaterOneLive()
    {
        var waiting = new TaskCompletionSource();
        Task<TerminatingException> ended = Task.Run(() =>
        {
            using var socket = new PullSocket("@inproc://waits");
            waiting.SetResult();
            return Assert.Throws<TerminatingException>(() => socket.TryReceiveFrameBytes(TimeSpan.FromSeconds(30), out _));
        });
        await waiting.Task;
        await Task.Delay(100);
        NetMQConfig.Cleanup(block: false);
        Assert.Equal(ErrorCode.ContextTerminated, (await ended.WaitAsync(TimeSpan.FromSeconds(20))).ErrorCode);

        using var pull = new PullSocket("@inproc://again");
        using var push = new PushSocket(">inproc://again");
        push.SendFrame("alive");
        Assert.Equal("alive", pull.ReceiveFrameString());
    }
}
