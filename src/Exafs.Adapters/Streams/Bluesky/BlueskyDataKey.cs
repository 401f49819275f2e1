namespace Exafs.Adapters.Streams.Bluesky;

/// <summary>A data key of a descriptor.</summary>
/// <param name="Name">Name of the channel.</param>
/// <param name="Unit">As the descriptor gives it; empty where it does not.</param>
/// <param name="Type">Such as "float64", or as the descriptor says it; empty where it does not.</param>
/// <param name="Dimensions">Those that are longer than 1, or of a length that is not known.</param>
/// <param name="IsExternal">Whether the data stand elsewhere, and the events only point at them.</param>
internal readonly record struct BlueskyDataKey(string Name, string Unit, string Type, int Dimensions, bool IsExternal)
{
    public bool IsNumeric => Name.Length <= BlueskyLimits.NameLength && Type is not "string" && !Type.StartsWith('U') && !Type.StartsWith('S') && !Type.StartsWith('O');

    public StreamChannel Channel => new(Name, Unit);

    /// <summary>All of a map data_keys, as many as are permitted.</summary>
    public static BlueskyDataKey[] Of(DocumentMap keys)
    {
        var read = new BlueskyDataKey[Math.Min(keys.Count, BlueskyLimits.DataKeys)];
        for (int i = 0; i < read.Length; i++)
            read[i] = Of(keys.Key(i), keys.Value(i).Map);
        return read;
    }

    /// <summary>Those that an event shows, where its descriptor is not known: no units.</summary>
    public static BlueskyDataKey[] OfValues(DocumentMap data)
    {
        var read = new BlueskyDataKey[Math.Min(data.Count, BlueskyLimits.DataKeys)];
        for (int i = 0; i < read.Length; i++)
        {
            DocumentValue value = data.Value(i);
            string type = value.Kind is DocumentKind.Text or DocumentKind.Bytes or DocumentKind.Map or DocumentKind.Other ? "string" : "";
            read[i] = new(data.Key(i), "", type, value.Array?.Shape.Count(length => length != 1) ?? (value.List is { Count: not 1 } ? 1 : 0), false);
        }

        return read;
    }

    private static BlueskyDataKey Of(string name, DocumentMap? key)
    {
        int dimensions = 0;
        for (int i = 0; i < (key?["shape"].List?.Count ?? 0); i++)
            dimensions += key!["shape"].List![i].Integer is 1 ? 0 : 1;
        string? numpy = key?["dtype_numpy"].Text;
        string type = DocumentElement.Of(numpy).Name is { Length: > 0 } known ? known : numpy?.TrimStart('<', '>', '|') ?? key?["dtype"].Text ?? "";
        string? unit = key?["units"].Text is { Length: <= BlueskyLimits.UnitLength } stated ? stated : null;
        return new(name, unit ?? "", type, dimensions, (key?["external"].Kind ?? DocumentKind.None) != DocumentKind.None);
    }
}
