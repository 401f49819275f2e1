using System.Diagnostics;
using NetMQ;
using NetMQ.Sockets;

namespace Exafs.SystemTests.Adapters;

/// <summary>Pushes message after message at a rate, on a thread of its own, whether anybody listens or not, until it is stopped.</summary>
internal sealed class ScanPusher : IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly Thread _thread;
    private long _sent;

    /// <param name="endpoint">To connect to.</param>
    /// <param name="rate">A second.</param>
    /// <param name="message">The next, by its number from 0 on.</param>
    public ScanPusher(string endpoint, double rate, Func<long, byte[]> message)
    {
        _thread = new Thread(() => Push(endpoint, rate, message));
        _thread.Start();
    }

    public long Sent => Interlocked.Read(ref _sent);

    public void Stop()
    {
        _stopping.Cancel();
        _thread.Join();
    }

    public void Dispose()
    {
        Stop();
        _stopping.Dispose();
    }

    private void Push(string endpoint, double rate, Func<long, byte[]> message)
    {
        using var socket = new PushSocket();
        socket.Options.SendHighWatermark = 500;
        socket.Options.Linger = TimeSpan.FromSeconds(20);
        socket.Connect(endpoint);
        var clock = Stopwatch.StartNew();
        for (long i = 0; !_stopping.IsCancellationRequested; i++)
        {
            if (TimeSpan.FromSeconds(i / rate) - clock.Elapsed is { Ticks: > 0 } early)
                _stopping.Token.WaitHandle.WaitOne(early);
            byte[] bytes = message(i);
            while (!socket.TrySendFrame(TimeSpan.FromMilliseconds(100), bytes))
            {
                if (_stopping.IsCancellationRequested)
                    return;
            }

            Interlocked.Increment(ref _sent);
        }
    }
}
