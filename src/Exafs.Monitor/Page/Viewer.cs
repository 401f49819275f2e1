using System.Net.WebSockets;
using Exafs.Adapters.Storage;

namespace Exafs.Monitor.Page;

/// <summary>One page that looks: takes the newest edition whenever it is done with the last, so that a slow line sees fewer editions and holds up nobody. Of the scans it is sent every one.</summary>
internal sealed class Viewer(LiveFeed feed, string storePath, WebSocket socket, long after)
{
    private const int EntriesOfAbsence = 2000, ColumnsOfAbsence = 600;

    /// <summary>Who takes nothing for so long is gone.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly long _asked = after;
    private long _seen;
    private long _row;
    private bool _isFirst = true;

    /// <summary>Until the page or the daemon goes.</summary>
    public async Task RunAsync(CancellationToken ended)
    {
        using var looking = feed.Look();
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(ended);
        var listening = ListenAsync(gone);
        try
        {
            while (!gone.IsCancellationRequested)
            {
                var (edition, next) = feed.Present();
                if (edition.Number > _seen && edition.State is not null)
                {
                    foreach (var frame in New(edition))
                        await SendAsync(frame, gone.Token).ConfigureAwait(false);
                    _seen = edition.Number;
                }

                await next.WaitAsync(gone.Token).ConfigureAwait(false);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or WebSocketException or IOException or StoreException)
        {
        }

        await gone.CancelAsync().ConfigureAwait(false);
        await listening.ConfigureAwait(false);
    }

    private IEnumerable<byte[]> New(LiveEdition edition)
    {
        if (edition.RunSince > _seen || _isFirst)
        {
            yield return edition.Run();

            // Who comes back asks for what it has missed; who is new fetches the run.
            _row = _isFirst && _asked > 0 && _asked < edition.Last ? _asked : edition.Last;
        }

        _isFirst = false;
        if (edition.Last > _row && edition.RunId is { } run)
        {
            foreach (var frame in Scans(edition, run))
                yield return frame;
            _row = edition.Last;
        }

        foreach (var part in new[] { edition.Events, edition.Now, edition.State })
        {
            if (part is not null && part.Since > _seen)
                yield return part.Frame;
        }
    }

    private IEnumerable<byte[]> Scans(LiveEdition edition, string run)
    {
        var known = edition.Chunks.SkipWhile(chunk => chunk.Last <= _row).ToArray();
        if (known.Length == 0 || known[0].After > _row)
        {
            using var history = new StoreHistory(storePath);
            yield return PageFrames.Track(run, history.Track(run, _row + 1, edition.Last, EntriesOfAbsence));
            yield return PageFrames.Waterfall(run, history.Waterfall(run, _row + 1, edition.Last, ColumnsOfAbsence, LiveFeed.WaterfallRMax));
            yield break;
        }

        foreach (var chunk in known)
        {
            yield return chunk.Track;
            yield return chunk.Waterfall;
        }
    }

    private async Task SendAsync(byte[] frame, CancellationToken gone)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(gone);
        limit.CancelAfter(s_patience);
        await socket.SendAsync(frame, WebSocketMessageType.Binary, endOfMessage: true, limit.Token).ConfigureAwait(false);
    }

    // A page says nothing; that it closes is all that can be heard.
    private async Task ListenAsync(CancellationTokenSource gone)
    {
        var buffer = new byte[256];
        try
        {
            while ((await socket.ReceiveAsync(buffer, gone.Token).ConfigureAwait(false)).MessageType != WebSocketMessageType.Close)
            {
            }

            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, gone.Token).ConfigureAwait(false);
        }
        catch (Exception over) when (over is OperationCanceledException or WebSocketException)
        {
        }

        await gone.CancelAsync().ConfigureAwait(false);
    }
}
