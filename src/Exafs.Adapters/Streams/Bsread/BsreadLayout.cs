using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Exafs.Adapters.ScanV1;
using Exafs.Adapters.Streams.Blobs;
using Exafs.Signal;

namespace Exafs.Adapters.Streams.Bsread;

/// <summary>A data header, read once for all pulses that carry the same bytes: its channels, and which of them make spectra.</summary>
internal sealed class BsreadLayout
{
    private readonly byte[] _sent;

    private BsreadLayout(byte[] sent, ImmutableArray<BsreadChannel> channels, string? remark) => (_sent, Channels, Remark) = (sent, channels, remark);

    /// <summary>All channels, in the order of their frames.</summary>
    public ImmutableArray<BsreadChannel> Channels { get; }

    /// <summary>What is strange about the header and does no harm.</summary>
    public string? Remark { get; }

    /// <summary>The channels that <see cref="Plan"/> is of, as indices of <see cref="Channels"/>.</summary>
    public required ImmutableArray<int> Used { get; init; }

    /// <summary>For each of <see cref="Used"/>, whether there is no point without it.</summary>
    public required ImmutableArray<bool> IsNeeded { get; init; }

    public required ChannelPlan Plan { get; init; }

    /// <summary>Which of <see cref="Used"/> tells the time of a point; -1: none.</summary>
    public required int Clock { get; init; }

    /// <summary>Values of the energy in one pulse: 1, a pulse is a point; more, it is a scan.</summary>
    public required int Points { get; init; }

    /// <summary>Why its pulses make no spectra; null: they do.</summary>
    public required Defect? Defect { get; init; }

    /// <summary>Whether this frame is the data header that the layout was read from.</summary>
    public bool Is(ReadOnlySpan<byte> frame) => frame.SequenceEqual(_sent);

    /// <summary>Pulses that come at one distance, since all channels have the same modulo, by their number; others by their pulse id.</summary>
    public long Sequence(long pulseId)
    {
        if (Channels.IsEmpty)
            return pulseId;
        (long modulo, long offset) = (Channels[0].Modulo, Channels[0].Offset);
        foreach (BsreadChannel channel in Channels)
        {
            if (channel.Modulo != modulo || channel.Offset != offset)
                return pulseId;
        }

        return (pulseId - offset) / modulo;
    }

    /// <summary>Reads a data header; what is damaged is a <see cref="ScanV1Exception"/> or a <see cref="JsonException"/>.</summary>
    public static BsreadLayout Read(ReadOnlySpan<byte> frame, BsreadMainHeader header, ChannelMap map, ScanV1Limits limits)
    {
        byte[] json = Decompressed(frame, header.Compression);
        using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = limits.Depth });
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new ScanV1Exception("not_json", "the data header is no object");
        if (!document.RootElement.TryGetProperty("htype", out JsonElement htype) || htype.ValueKind != JsonValueKind.String || !htype.GetString()!.StartsWith("bsr_d-1", StringComparison.Ordinal))
            throw new ScanV1Exception("unknown_format", "the htype of the data header is not bsr_d-1.x");
        var channels = ImmutableArray.CreateBuilder<BsreadChannel>();
        if (document.RootElement.TryGetProperty("channels", out JsonElement list) && list.ValueKind != JsonValueKind.Null)
        {
            if (list.ValueKind != JsonValueKind.Array)
                throw new ScanV1Exception("wrong_type", $"channels is {list.ValueKind}, not a list");
            if (list.GetArrayLength() > BsreadLimits.Channels)
                throw new ScanV1Exception("too_large", $"{list.GetArrayLength()} channels, more than {BsreadLimits.Channels}");
            foreach (JsonElement entry in list.EnumerateArray())
                channels.Add(BsreadChannel.Read(entry, limits));
        }

        return Of([.. frame], channels.DrainToImmutable(), Strange(frame, json, header.Hash), map, limits);
    }

    private static BsreadLayout Of(byte[] sent, ImmutableArray<BsreadChannel> channels, string? remark, ChannelMap map, ScanV1Limits limits)
    {
        int[] readable = [.. Enumerable.Range(0, channels.Length).Where(i => channels[i] is { Type: not null, Defect: null })];
        string? energy = ChannelGuess.Complete(map, Named(readable)).Energy;
        int at = Array.FindIndex(readable, i => channels[i].Name == energy);
        int points = at < 0 ? 1 : channels[readable[at]].Count;
        // Images and waveforms of other lengths are no columns of the scan.
        int[] used = [.. readable.Where(i => channels[i].Count == points || channels[i].Count == 1)];
        ChannelMap fitting = used.Length > limits.Channels && map.Others.IsDefault ? map with { Others = [] } : map;
        StreamChannel[] named = Named(used);
        ChannelMap whole = ChannelGuess.Complete(fitting, named);
        var plan = ChannelPlan.Of(fitting, named);
        Defect? unreadable = channels.FirstOrDefault(c => c.Defect is not null)?.Defect;
        return new(sent, channels, remark)
        {
            Used = [.. used],
            IsNeeded = [.. named.Select(c => Makes(whole, c.Name))],
            Plan = plan,
            Clock = Array.FindIndex(named, c => c.Name == whole.Energy),
            Points = points,
            Defect = plan.Defect is null ? points > limits.Points ? new("too_large", $"{energy} has {points} values, more than {limits.Points}") : null : unreadable ?? plan.Defect,
        };

        StreamChannel[] Named(int[] which) => [.. which.Select(i => new StreamChannel(channels[i].Name))];
    }

    // A spectrum lives without its reference and its temperature, not without these.
    private static bool Makes(ChannelMap map, string name) => name == map.Energy || name == map.I0 || name == map.ITrans || name == map.Mu
        || (!map.IFluor.IsDefault && map.IFluor.Any(f => f.EndsWith('*') ? name.StartsWith(f[..^1], StringComparison.Ordinal) : f == name));

    // Java writes the size big-endian, Python little-endian.
    private static byte[] Decompressed(ReadOnlySpan<byte> frame, BsreadCompression compression)
    {
        byte[]? json = null;
        bool isRead = compression switch
        {
            BsreadCompression.None => (json = frame.Length <= BsreadLimits.DataHeaderBytes ? frame.ToArray() : null) is not null,
            BsreadCompression.Lz4 => Lz4Block.TryDecodeSized(frame, isBigEndianFirst: true, expected: null, BsreadLimits.DataHeaderBytes, out json),
            BsreadCompression.BitshuffleLz4 => Bitshuffle.TryDecodeSized(frame, 1, expected: null, BsreadLimits.DataHeaderBytes, out json),
            _ => throw new ScanV1Exception("unsupported_codec", "the data header is compressed in an unknown way"),
        };
        return isRead ? json!
            : compression == BsreadCompression.None ? throw new ScanV1Exception("too_large", $"the data header has {frame.Length} bytes, more than {BsreadLimits.DataHeaderBytes}")
            : throw new ScanV1Exception("not_decompressed", $"the data header of {frame.Length} bytes is not {compression}");
    }

    // Sources exist whose hash is a constant, so it never decides what the channels are: the bytes do, which came with the values.
    private static string? Strange(ReadOnlySpan<byte> sent, byte[] json, string hash) => hash.Length == 0 ? "the main header has no hash"
        : IsHashOf(sent, hash) || IsHashOf(json, hash) ? null
        : $"the hash {hash[..Math.Min(hash.Length, 32)]} is not the MD5 of the data header";

#pragma warning disable CA5351 // the format's own check of a change, not a protection
    private static bool IsHashOf(ReadOnlySpan<byte> bytes, string hash) => string.Equals(Convert.ToHexString(MD5.HashData(bytes)), hash, StringComparison.OrdinalIgnoreCase);
#pragma warning restore CA5351
}
