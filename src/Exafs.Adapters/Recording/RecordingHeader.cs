using System.Collections.Immutable;
using System.Text.Json;

namespace Exafs.Adapters.Recording;

/// <summary>What a recording says of itself, in its first record.</summary>
public sealed record RecordingHeader
{
    /// <summary>Name of the format.</summary>
    public string Format { get; init; } = RecordingFormat.Name;

    /// <summary>Where was listened.</summary>
    public ImmutableArray<string> Endpoints { get; init; } = [];

    /// <summary>The endpoints were bound, not connected to.</summary>
    public bool Bind { get; init; }

    /// <summary>"subscribe" or "pull".</summary>
    public string Pattern { get; init; } = "subscribe";

    /// <summary>First bytes of what was subscribed to; empty: all.</summary>
    public string Topic { get; init; } = "";

    /// <summary>When it began, UTC.</summary>
    public DateTimeOffset Started { get; init; }

    /// <summary>Name and version of the program that recorded.</summary>
    public string Program { get; init; } = "";

    internal byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, s_options);

    /// <summary>Null: this is none.</summary>
    internal static RecordingHeader? FromJson(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize<RecordingHeader>(json, s_options) is { Format: not null, Pattern: not null, Topic: not null, Program: not null } read
                ? read with { Endpoints = read.Endpoints.IsDefault ? [] : read.Endpoints }
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static readonly JsonSerializerOptions s_options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
}
