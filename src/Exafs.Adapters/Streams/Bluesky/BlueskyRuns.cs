using Exafs.Adapters.ScanV1;
using Exafs.Signal;

namespace Exafs.Adapters.Streams.Bluesky;

/// <summary>Documents → steps of scans. Runs may be interleaved; a bounded number of them is followed.</summary>
internal sealed class BlueskyRuns(ChannelMap map, ScanV1Limits limits)
{
    private readonly OrderedDictionary<string, BlueskyRun> _runs = [];
    private readonly OrderedDictionary<string, (BlueskyRun? Run, BlueskyStream? Stream)> _streams = [];
    private readonly BlueskyNumbers _numbers = new();

    /// <summary>What one document leads to.</summary>
    public IReadOnlyList<ScanV1Message> Next(BlueskyDocument kind, DocumentMap document)
    {
        var said = new List<ScanV1Message>(1);
        Defect? defect = kind switch
        {
            BlueskyDocument.Start => Start(document),
            BlueskyDocument.Descriptor => Descriptor(document),
            BlueskyDocument.Event => Events(document, isPage: false, said),
            BlueskyDocument.EventPage => Events(document, isPage: true, said),
            BlueskyDocument.Stop => Stop(document, said),
            BlueskyDocument.Resource or BlueskyDocument.StreamResource or BlueskyDocument.StreamDatum => PointsAtFiles(document),
            BlueskyDocument.BulkEvents => new("unsupported_document", "bulk_events are not read: event-model replaced them by event_page"),
            _ => null,
        };
        if (defect is not null)
            said.Add(new() { Defect = defect });
        return said;
    }

    private Defect? Start(DocumentMap document)
    {
        if (BlueskyStart.Of(document, map, limits) is not { } start)
            return Missing("start", "uid");
        if (start.ScanNumber is { } number)
            _numbers.Saw(number);
        Remember(start.Uid, new(start.Uid, start, map, _numbers, limits));
        return null;
    }

    private Defect? Descriptor(DocumentMap document)
    {
        if (Id(document["uid"]) is not { } uid || Id(document["run_start"]) is not { } runStart || document["data_keys"].Map is not { } dataKeys)
            return Missing("descriptor", "uid, run_start or data_keys");
        if (dataKeys.Count > BlueskyLimits.DataKeys)
            return new("too_large", $"a descriptor has {dataKeys.Count} data keys, more than {BlueskyLimits.DataKeys}");
        if (!_runs.TryGetValue(runStart, out BlueskyRun? run))
            Remember(runStart, run = new(runStart, null, map, _numbers, limits));
        BlueskyDataKey[] keys = BlueskyDataKey.Of(dataKeys);
        var stream = BlueskyStream.Of(document["name"].Text ?? "primary", keys, run.Channels, run.Moved, document["configuration"].Map, limits);
        run.Describe(stream);
        foreach (BlueskyDataKey key in keys)
        {
            if (key.IsExternal)
                run.PointsAtFiles(key.Name);
        }

        Remember(uid, run, stream);
        return null;
    }

    private Defect? Events(DocumentMap document, bool isPage, List<ScanV1Message> said)
    {
        if (document["descriptor"].Text is not { } descriptor)
            return Missing(isPage ? "event_page" : "event", "descriptor");
        if (!_streams.TryGetValue(descriptor, out (BlueskyRun? Run, BlueskyStream? Stream) known))
            known = Headless(descriptor, document["data"].Map);
        if (isPage)
            known.Run?.TakePage(known.Stream!, document, said);
        else
            known.Run?.Take(known.Stream!, document, said);
        return null;
    }

    private Defect? Stop(DocumentMap document, List<ScanV1Message> said)
    {
        if (Id(document["run_start"]) is not { } uid)
            return Missing("stop", "run_start");
        if (_runs.Remove(uid, out BlueskyRun? run))
        {
            run.Stop(document, said);
            Forget(run);
            return null;
        }

        // Of a run that was joined late: then of that one, whose events came without start and descriptor.
        foreach ((string descriptor, (BlueskyRun? headless, _)) in _streams.ToArray())
        {
            if (headless is null || !_runs.TryGetValue(descriptor, out BlueskyRun? same) || same != headless)
                continue;
            headless.End(said);
            _runs.Remove(descriptor);
            Forget(headless);
        }

        return null;
    }

    private Defect? PointsAtFiles(DocumentMap document)
    {
        string name = document["data_key"].Text ?? document["spec"].Text ?? document["mimetype"].Text ?? "a channel";
        if (document["run_start"].Text is { } uid && _runs.TryGetValue(uid, out BlueskyRun? run))
            run.PointsAtFiles(name);
        else if (document["descriptor"].Text is { } descriptor && _streams.TryGetValue(descriptor, out (BlueskyRun? Run, BlueskyStream? Stream) known))
            known.Run?.PointsAtFiles(known.Stream?.External ?? name);
        return null;
    }

    // Events whose descriptor is not known are points where their own channels make a spectrum: of the one run that waits for a descriptor, else of one without a start.
    private (BlueskyRun? Run, BlueskyStream? Stream) Headless(string descriptor, DocumentMap? data)
    {
        if (data is null || descriptor.Length is 0 || descriptor.Length > limits.TextBytes)
            return default;
        BlueskyRun[] waiting = [.. _runs.Values.Where(r => r is { HasStart: true, HasSpectrum: false }).Take(2)];
        BlueskyRun? run = waiting.Length == 1 ? waiting[0] : null;
        var stream = BlueskyStream.Of("primary", BlueskyDataKey.OfValues(data), run?.Channels ?? map, run?.Moved ?? [], null, limits);
        if (!stream.IsSpectrum)
            return Remember(descriptor, null, null); // looked at once
        if (run is null)
            Remember(descriptor, run = new(descriptor, null, map, _numbers, limits));
        run.Describe(stream, run.HasStart ? new("missing_descriptor", "the descriptor of its events was not received: their units are not known") : null);
        return Remember(descriptor, run, stream);
    }

    private void Remember(string uid, BlueskyRun run)
    {
        if (_runs.Remove(uid, out BlueskyRun? before))
            Forget(before);
        _runs.Add(uid, run);
        if (_runs.Count <= BlueskyLimits.Runs)
            return;
        Forget(_runs.GetAt(0).Value);
        _runs.RemoveAt(0);
    }

    private (BlueskyRun? Run, BlueskyStream? Stream) Remember(string uid, BlueskyRun? run, BlueskyStream? stream)
    {
        _streams.Remove(uid);
        _streams.Add(uid, (run, stream));
        if (_streams.Count > BlueskyLimits.Descriptors)
            _streams.RemoveAt(0);
        return (run, stream);
    }

    private void Forget(BlueskyRun run)
    {
        foreach ((string uid, _) in _streams.Where(s => s.Value.Run == run).ToArray())
            _streams.Remove(uid);
    }

    private string? Id(DocumentValue value) => value.Text is { Length: > 0 } id && id.Length <= limits.TextBytes ? id : null;

    private static Defect Missing(string document, string what) => new("missing_field", $"{document} has no {what}");
}
