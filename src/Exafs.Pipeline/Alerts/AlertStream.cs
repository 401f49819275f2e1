using System.Reactive.Linq;
using Exafs.Pipeline.Changes;
using Exafs.Pipeline.Delivery;

namespace Exafs.Pipeline.Alerts;

/// <summary>The step from findings to alerts.</summary>
public static class AlertStream
{
    /// <summary>So often time is looked at.</summary>
    private static readonly TimeSpan s_tick = TimeSpan.FromSeconds(1);

    /// <summary>Findings, and the time that goes by without any → alerts to tell. Ends with the findings; what fires then is left as it is: the daemon's end resolves nothing.</summary>
    /// <param name="findings">One of each finished scan.</param>
    /// <param name="book">The alerts.</param>
    /// <param name="time">For repeats, silences, and a source that is silent.</param>
    /// <param name="deliveries">Looked at for those that are late, or need help.</param>
    public static IObservable<Alert> RaiseAlerts(this IObservable<ScanFindings> findings, AlertBook book, TimeProvider time, Func<IReadOnlyList<DeliveryStatus>>? deliveries = null) => Observable.Create<Alert>(observer =>
    {
        // The timer and the stream take turns, so that whoever listens hears one alert at a time.
        var gate = new Lock();
        var timer = time.CreateTimer(_ => Take(() => book.Next(time.GetUtcNow(), deliveries?.Invoke() ?? [])), null, s_tick, s_tick);
        var subscription = findings.Subscribe(
            found => Take(() => book.Next(found, time.GetUtcNow())),
            error => End(() => observer.OnError(error)),
            () => End(observer.OnCompleted));
        return () =>
        {
            timer.Dispose();
            subscription.Dispose();
        };

        void Take(Func<IEnumerable<Alert>> next)
        {
            lock (gate)
            {
                foreach (var alert in next()) observer.OnNext(alert);
            }
        }

        void End(Action end)
        {
            timer.Dispose();
            lock (gate) end();
        }
    });
}
