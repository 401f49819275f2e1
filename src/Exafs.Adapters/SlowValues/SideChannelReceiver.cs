using System.Numerics;
using Exafs.Adapters.ZeroMq;

namespace Exafs.Adapters.SlowValues;

/// <summary>Feeds a side channel from ZeroMQ, on tasks of its own. An endpoint that cannot be opened is tried again, and says so: no scan depends on it.</summary>
public sealed class SideChannelReceiver : IAsyncDisposable
{
    private static readonly TimeSpan s_retry = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _ended = new();
    private readonly Task _running;

    /// <param name="options">Where, how and what.</param>
    /// <param name="to">What is fed.</param>
    /// <param name="clock">For the times of readings that have none.</param>
    /// <param name="tell">Told of trouble, in words; called from any thread.</param>
    public SideChannelReceiver(ZeroMqOptions options, SideChannel to, TimeProvider clock, Action<string>? tell = null) =>
        _running = Task.Run(() => RunAsync(options, to, clock, tell, _ended.Token));

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _ended.Dispose();
    }

    private static async Task RunAsync(ZeroMqOptions options, SideChannel to, TimeProvider clock, Action<string>? tell, CancellationToken ended)
    {
        for (int failures = 1; !ended.IsCancellationRequested; failures++)
        {
            try
            {
                var decoder = new SlowDecoder(options.Stream);
                await foreach (ZeroMqMessage one in new ZeroMqReceiver(options, clock).ReceiveAllAsync(ended).ConfigureAwait(false))
                {
                    if (one.Message is not { } message)
                        continue;
                    SlowMessage said = decoder.Read(message);
                    if (said.Defect is { } defect)
                        to.Reject(defect);
                    else
                        to.Take(said.Readings, message.Arrived);
                }
            }
            catch (Exception broken)
            {
                if (BitOperations.IsPow2(failures))
                    tell?.Invoke($"side channel: {string.Join(", ", options.Endpoints)}: {broken.Message}; tried again every {s_retry.TotalSeconds:f0} s");
                await Task.Delay(s_retry, clock, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
