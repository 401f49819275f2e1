using System.Collections.Immutable;

namespace Exafs.Adapters.Streams.Bluesky;

/// <summary>What a document carries, channel by channel; units and types after its descriptor where that was received.</summary>
internal sealed class BlueskyObserver
{
    private readonly OrderedDictionary<string, Dictionary<string, BlueskyDataKey>> _descriptors = [];

    public StreamObservation Of(BlueskyEnvelope envelope, DocumentMap document) => envelope.Document switch
    {
        BlueskyDocument.Start => Start(document),
        BlueskyDocument.Descriptor => Descriptor(document),
        BlueskyDocument.Event => Event("event", document, isPage: false),
        BlueskyDocument.EventPage => Event("event_page", document, isPage: true),
        BlueskyDocument.Stop => new("stop", []) { Remark = Stop(document) },
        BlueskyDocument.BulkEvents or BlueskyDocument.BulkDatum => new(envelope.Name, []) { Remark = $"{envelope.Name} is of an old event-model and not read" },
        _ => new(envelope.Name, []) { Remark = Files(document) },
    };

    private static StreamObservation Start(DocumentMap document)
    {
        double? time = document["time"].Number;
        return new("start", BlueskyTemperature.Of(document, TemperatureUnit.Auto) is { } kelvin
            ? [new("XDI.Sample.temperature", "K", "float64", [], kelvin, kelvin, kelvin, time)]
            : [])
        {
            Sequence = document["scan_id"].Integer,
            Series = "scan_id",
        };
    }

    private StreamObservation Descriptor(DocumentMap document)
    {
        BlueskyDataKey[] keys = BlueskyDataKey.Of(document["data_keys"].Map ?? new DocumentMap());
        if (document["uid"].Text is { } uid)
        {
            var known = new Dictionary<string, BlueskyDataKey>(keys.Length);
            foreach (BlueskyDataKey key in keys)
                known[key.Name] = key;
            _descriptors.Remove(uid);
            _descriptors.Add(uid, known);
            if (_descriptors.Count > BlueskyLimits.Descriptors)
                _descriptors.RemoveAt(0);
        }

        string[] external = [.. keys.Where(k => k.IsExternal).Select(k => k.Name)];
        string stream = $"stream {document["name"].Text}, {keys.Length} data keys";
        return new("descriptor", []) { Remark = external.Length == 0 ? stream : $"{stream}; {Listed(external)} stand in files" };
    }

    private StreamObservation Event(string kind, DocumentMap document, bool isPage)
    {
        DocumentMap data = document["data"].Map ?? new(), times = document["timestamps"].Map ?? new();
        DocumentMap? filled = document["filled"].Map;
        string descriptor = document["descriptor"].Text ?? "";
        Dictionary<string, BlueskyDataKey>? keys = _descriptors.GetValueOrDefault(descriptor);
        double? time = Last(document["time"]);
        var readings = ImmutableArray.CreateBuilder<StreamReading>();
        List<string> external = [];
        for (int i = 0; i < Math.Min(data.Count, BlueskyLimits.DataKeys); i++)
        {
            string name = data.Key(i);
            BlueskyDataKey key = keys?.GetValueOrDefault(name) ?? default;
            DocumentValue isFilled = filled?[name] ?? default;
            if (isFilled.IsFalse || isFilled.List?[0].IsFalse == true)
                external.Add(name);
            readings.Add(Reading(name, key, data.Value(i), Last(times[name]) ?? time));
        }

        return new(kind, readings.DrainToImmutable())
        {
            Sequence = isPage ? null : document["seq_num"].Integer,
            Series = descriptor,
            Remark = external.Count > 0 ? $"{Listed(external)} stand in files" : keys is null ? "its descriptor was not received" : null,
        };
    }

    private static StreamReading Reading(string name, BlueskyDataKey key, DocumentValue value, double? time)
    {
        (double[] numbers, ImmutableArray<int> shape) = value switch
        {
            { Array: { } array } => (array.Flat(), [.. array.Shape]),
            { List: { } list } when list.TryNumbers(out double[] values) => (values, [list.Count]),
            { List: { } list } => ([], [list.Count]),
            _ => (value.Kind != DocumentKind.None && value.TryScalar(out double one) ? [one] : Array.Empty<double>(), ImmutableArray<int>.Empty),
        };
        string type = value.Array?.Type is { Length: > 0 } exact ? exact : key.Type is { Length: > 0 } and not ("number" or "integer" or "boolean" or "array") ? key.Type : value.Kind switch
        {
            DocumentKind.Boolean => "bool",
            DocumentKind.Integer => "int64",
            DocumentKind.Text => "string",
            DocumentKind.Number => "float64",
            DocumentKind.List when numbers.Length > 0 => "float64",
            _ => "",
        };
        double least = double.NaN, largest = double.NaN;
        foreach (double number in numbers)
        {
            least = number >= least ? least : double.IsNaN(number) ? least : number;
            largest = number <= largest ? largest : double.IsNaN(number) ? largest : number;
        }

        return new(name, key.Unit ?? "", type, shape, least, largest, numbers.Length > 0 ? numbers[^1] : double.NaN, time);
    }

    private static string? Stop(DocumentMap document) => document["exit_status"].Text is { } status and not "success"
        ? document["reason"].Text is { Length: > 0 } reason ? $"{status}: {reason}" : status
        : null;

    private static string Files(DocumentMap document)
    {
        string? place = document["uri"].Text ?? document["resource_path"].Text ?? document["resource"].Text ?? document["stream_resource"].Text;
        string what = document["data_key"].Text ?? document["spec"].Text ?? "data";
        return place is null ? $"{what} stand in a file" : $"{what} stand in a file: {place}";
    }

    // A page has one for each event.
    private static double? Last(DocumentValue value) => value.Number ?? (value.TryNumbers(1 << 20, out double[] values) && values.Length > 0 && !double.IsNaN(values[^1]) ? values[^1] : null);

    private static string Listed(IReadOnlyList<string> names) => names.Count <= 5 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(5))} and {names.Count - 5} more";
}
