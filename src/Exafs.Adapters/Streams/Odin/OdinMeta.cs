using System.Text.Json;

namespace Exafs.Adapters.Streams.Odin;

/// <summary>Header of the meta channel, https://github.com/odin-detector/odin-data (FrameProcessorController.cpp); with an Xspress also what XspressProcessPlugin.cpp adds.</summary>
/// <param name="Plugin">Who says it.</param>
/// <param name="Parameter">What.</param>
/// <param name="Type">"integer", "uint64", "double", "string" or "raw".</param>
/// <param name="Acquisition">Id; "" where there is none.</param>
internal sealed record OdinMeta(string Plugin, string Parameter, string Type, string Acquisition)
{
    /// <summary>Number of the first frame; null: the parameter is of no frame.</summary>
    public long? Frame { get; private init; }

    /// <summary>Frames of the blob; null: not stated.</summary>
    public long? Frames { get; private init; }

    /// <summary>Index of the first element.</summary>
    public long FirstChannel { get; private init; }

    /// <summary>Elements; null: not stated.</summary>
    public long? Channels { get; private init; }

    /// <summary>Scalars of all elements of one frame; null: not stated.</summary>
    public long? Scalars { get; private init; }

    /// <summary>The header; null: it is another's.</summary>
    public static OdinMeta? Read(JsonElement header)
    {
        if (OdinJson.Text(header, "plugin") is not { } plugin || OdinJson.Text(header, "parameter") is not { } parameter || OdinJson.Text(header, "type") is not { } type)
            return null;
        JsonElement inner = header.TryGetProperty("header", out JsonElement value) ? value : default;
        return new(plugin, parameter, type, OdinJson.Text(inner, "acqID") ?? "")
        {
            Frame = OdinJson.Count(inner, "frame_id"),
            Frames = OdinJson.Count(inner, "number_of_frames"),
            FirstChannel = OdinJson.Count(inner, "channel_index") ?? 0,
            Channels = OdinJson.Count(inner, "number_of_channels"),
            Scalars = OdinJson.Count(inner, "qty_scalars"),
        };
    }
}
