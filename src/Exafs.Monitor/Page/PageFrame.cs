using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Exafs.Monitor.Page;

/// <summary>
/// What the page is sent: a little-endian u32, the length of the header in bytes; the header, JSON in UTF-8, padded with spaces so that what follows stands at a
/// multiple of 4; the arrays that its "arrays" lists as [name, count], float32, little-endian. NaN is no number. src/Exafs.Page/src/protocol.ts reads it.
/// </summary>
internal static class PageFrame
{
    public static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <param name="header">Its properties are written in snake_case.</param>
    /// <param name="arrays">In this order.</param>
    public static byte[] Write(object header, IReadOnlyList<(string Name, float[] Values)>? arrays = null)
    {
        JsonObject node = JsonSerializer.SerializeToNode(header, Json)!.AsObject();
        if (arrays is not null)
            node["arrays"] = new JsonArray([.. arrays.Select(array => new JsonArray(array.Name, array.Values.Length))]);
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(node, Json);
        int padded = (json.Length + 3) / 4 * 4;
        byte[] frame = new byte[4 + padded + (arrays?.Sum(array => array.Values.Length * sizeof(float)) ?? 0)];
        BinaryPrimitives.WriteInt32LittleEndian(frame, padded);
        json.CopyTo(frame, 4);
        frame.AsSpan(4 + json.Length, padded - json.Length).Fill((byte)' ');
        int at = 4 + padded;
        foreach ((_, float[] values) in arrays ?? [])
        {
            MemoryMarshal.AsBytes(values.AsSpan()).CopyTo(frame.AsSpan(at));
            at += values.Length * sizeof(float);
        }

        return frame;
    }

    /// <summary>A number as JSON knows it: null where it is none.</summary>
    public static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;

    /// <summary>s since 1970 UTC.</summary>
    public static double Seconds(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).TotalSeconds;

    /// <summary>s since 1970 UTC of a time in UTC.</summary>
    public static double? Seconds(DateTime? time) => time is { } utc ? (utc - DateTime.UnixEpoch).TotalSeconds : null;

    public static float[] Singles(IReadOnlyList<double> values)
    {
        var singles = new float[values.Count];
        for (int i = 0; i < singles.Length; i++)
            singles[i] = (float)values[i];
        return singles;
    }
}
