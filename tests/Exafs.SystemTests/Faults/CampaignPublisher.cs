using Exafs.Adapters.ScanV1;
using Exafs.Signal;
using Exafs.Tests.Pipeline;
using NetMQ;
using NetMQ.Sockets;

namespace Exafs.SystemTests.Faults;

/// <summary>Pushes scans, each with its own number and time, about a hundred a second, whether anybody listens or not.</summary>
internal sealed class CampaignPublisher : IDisposable
{
    public const string Run = "campaign";

    /// <summary>How the ids of those begin that the database will never take.</summary>
    public const string Poison = "poison-";

    private readonly CancellationTokenSource _stopping = new();
    private readonly Thread _thread;
    private int _sent;

    public CampaignPublisher(string endpoint)
    {
        _thread = new Thread(() => Publish(endpoint));
        _thread.Start();
    }

    public int Sent => Volatile.Read(ref _sent);

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

    private void Publish(string endpoint)
    {
        Scan[] spectra = [.. Enumerable.Range(1, 16).Select(i => Synthetic.Scan(i, Run))];
        var writer = new ScanV1Writer();
        using var socket = new PushSocket();
        socket.Options.SendHighWatermark = 500;
        socket.Options.Linger = TimeSpan.FromSeconds(20);
        socket.Connect(endpoint);
        for (int i = 1; !_stopping.IsCancellationRequested; i++)
        {
            DateTime start = DateTime.UnixEpoch.AddSeconds(1_790_000_000 + (0.01 * i));
            byte[] scan = writer.WriteScan(spectra[i % spectra.Length] with
            {
                ScanId = i % 97 == 0 ? $"{Poison}{i}" : $"{i}",
                Sequence = i,
                StartTime = start,
                EndTime = start.AddMilliseconds(10),
            });
            while (!socket.TrySendFrame(TimeSpan.FromMilliseconds(100), scan))
            {
                if (_stopping.IsCancellationRequested)
                    return;
            }

            Interlocked.Increment(ref _sent);
            _stopping.Token.WaitHandle.WaitOne(8);
        }
    }
}
