using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Exafs.Adapters.Files;
using Exafs.Adapters.ScanV1;
using Exafs.Signal;

namespace Exafs.Adapters.Streams.Bluesky;

/// <summary>What a start document says of its scan.</summary>
/// <param name="Uid">Becomes the id of the scan.</param>
/// <param name="RunId">
/// The run of the scan, which all scans of one sample's heating share: as configured, else data_session and sample joined by "/", or the one of them that is there, else the plan's name.
/// </param>
internal sealed partial record BlueskyStart(string Uid, string RunId)
{
    /// <summary>Run of scans whose start was not received.</summary>
    public const string UnknownRun = "bluesky";

    /// <summary>Counts up with each run of a RunEngine, scans or not; null: it does not count.</summary>
    public long? ScanNumber { get; private init; }

    public string? Element { get; private init; }

    public string? Edge { get; private init; }

    public ScanDirection Direction { get; private init; }

    public int? PointsPlanned { get; private init; }

    public DateTime? Time { get; private init; }

    /// <summary>Sample temperature, K.</summary>
    public double? Kelvin { get; private init; }

    /// <summary>The fields that the plan moves, by its hints.</summary>
    public ImmutableArray<string> Moved { get; private init; } = [];

    /// <summary>The configured channels, completed by what the document says.</summary>
    public ChannelMap Channels { get; private init; } = new();

    /// <summary>Whether it says that a spectrum of absorption is measured.</summary>
    public bool IsSpectrum => Element is not null || Edge is not null;

    /// <summary>Null where there is no uid.</summary>
    public static BlueskyStart? Of(DocumentMap document, ChannelMap map, ScanV1Limits limits)
    {
        if (document["uid"].Text is not { Length: > 0 } uid || uid.Length > limits.TextBytes)
            return null;
        DocumentMap? xdi = document["XDI"].Map;
        string? element = Symbol(xdi?["Element"].Map?["symbol"].Text) ?? Symbol(document["element"].Text);
        string? edge = EdgeName(xdi?["Element"].Map?["edge"].Text) ?? EdgeName(document["edge"].Text);
        double? spacing = Leading(xdi?["Mono"].Map?["d_spacing"] ?? default);
        long? planned = document["num_points"].Integer;
        return new BlueskyStart(uid, Run(document, map, limits))
        {
            ScanNumber = document["scan_id"].Integer is { } number and > 0 ? number : null,
            Element = element,
            Edge = edge,
            Direction = Towards(xdi?["Mono"].Map?["direction"].Text),
            PointsPlanned = planned > 0 && planned <= limits.Points ? (int)planned : null,
            Time = document["time"].Number is { } time ? UnixTime.FromSeconds(time) : null,
            Kelvin = BlueskyTemperature.Of(document, map.TemperatureUnit),
            Moved = [.. MovedFields(document["hints"].Map?["dimensions"].List)],
            Channels = Completed(map, element ?? map.Element, spacing is > 0 and < 100 ? spacing : null),
        };
    }

    private static string Run(DocumentMap document, ChannelMap map, ScanV1Limits limits)
    {
        if (map.RunId is not null)
            return map.RunId;
        string? session = Said(document["data_session"]);
        string? sample = Said(document["XDI"].Map?["Sample"].Map?["name"] ?? default) ?? Said(document["sample_name"]) ?? Said(document["sample"]) ?? Said(document["sample"].Map?["name"] ?? default);
        string run = session is not null && sample is not null ? $"{session}/{sample}" : session ?? sample ?? Said(document["plan_name"]) ?? UnknownRun;
        return run.Length <= limits.TextBytes ? run : run[..limits.TextBytes];
    }

    // In a name of fluorescence {El} stands for the element, as at BMM: "{El}1" is Fe1 at the edge of iron.
    private static ChannelMap Completed(ChannelMap map, string? element, double? spacing) => map with
    {
        MonoDSpacing = spacing ?? map.MonoDSpacing,
        IFluor = map.IFluor.IsDefault ? default : [.. map.IFluor.Select(name => name.Replace("{El}", element ?? "{El}", StringComparison.Ordinal))],
    };

    // [[["dcm_energy"], "primary"], ...]
    private static IEnumerable<string> MovedFields(DocumentList? dimensions)
    {
        for (int i = 0; i < Math.Min(dimensions?.Count ?? 0, 8); i++)
        {
            DocumentList? fields = dimensions![i].List?[0].List;
            for (int j = 0; j < Math.Min(fields?.Count ?? 0, 8); j++)
            {
                if (fields![j].Text is { } field)
                    yield return field;
            }
        }
    }

    private static string? Said(DocumentValue value) => value.Text?.Trim() is { Length: > 0 } text ? text : null;

    private static string? Symbol(string? text) => text?.Trim() is { Length: 1 or 2 } symbol && ElementSymbols.Contains(symbol) ? symbol : null;

    private static string? EdgeName(string? text) => text?.Trim() is { } edge && Edges().IsMatch(edge) ? edge.ToUpperInvariant() : null;

    private static ScanDirection Towards(string? text) => text switch
    {
        not null when text.StartsWith("increasing", StringComparison.OrdinalIgnoreCase) => ScanDirection.Up,
        not null when text.StartsWith("decreasing", StringComparison.OrdinalIgnoreCase) => ScanDirection.Down,
        _ => ScanDirection.Unknown,
    };

    // BMM writes it as a text, some with a unit behind it.
    private static double? Leading(DocumentValue value)
    {
        if (value.Text is not { } text)
            return value.Number;
        string number = text.TrimStart().Split(' ', 2)[0];
        return double.TryParse(number, CultureInfo.InvariantCulture, out double parsed) ? parsed : null;
    }

    [GeneratedRegex(@"^(K|L[1-3]?|M[1-5]?)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Edges();
}
