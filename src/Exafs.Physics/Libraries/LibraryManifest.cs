using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Exafs.Physics.Libraries;

/// <summary>How a library was made, of what, and what its files are; but for <see cref="Made"/> the same for the same configuration and seed.</summary>
public sealed record LibraryManifest
{
    public const string FileName = "manifest.json", CurrentFormat = "exafs-library-v1";

    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public required string Format { get; init; }

    public required string Element { get; init; }

    public required string Edge { get; init; }

    public required ulong Seed { get; init; }

    /// <summary>SHA-256 of the configuration, every key with the value in force.</summary>
    public required string ConfigSha256 { get; init; }

    /// <summary>The programs that took part, and what they say their version is.</summary>
    public required ImmutableSortedDictionary<string, string> Programs { get; init; }

    /// <summary>What the label phase counts.</summary>
    public required ImmutableArray<string> Phases { get; init; }

    /// <summary>What the label potential counts.</summary>
    public required ImmutableArray<LibraryPotential> Potentials { get; init; }

    /// <summary>What the label run names, each by its index.</summary>
    public required ImmutableArray<LibraryRun> Runs { get; init; }

    /// <summary>Runs that gave no structures.</summary>
    public required ImmutableArray<LibraryDroppedRun> Dropped { get; init; }

    /// <summary>Structures of a set and a phase.</summary>
    public required ImmutableArray<LibraryCount> Counts { get; init; }

    /// <summary>The files beside this one.</summary>
    public required ImmutableSortedDictionary<string, LibraryFile> Files { get; init; }

    /// <summary>When, where, and at what cost.</summary>
    public required LibraryMade Made { get; init; }

    /// <exception cref="InvalidDataException">It is not such a manifest.</exception>
    public static LibraryManifest Read(Stream stream)
    {
        try
        {
            var manifest = JsonSerializer.Deserialize<LibraryManifest>(stream, s_json) ?? throw new InvalidDataException("the manifest is null");
            return manifest.Format == CurrentFormat ? manifest : throw new InvalidDataException($"the manifest has the format {manifest.Format}, not {CurrentFormat}");
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException($"the manifest is not as it should be: {broken.Message}", broken);
        }
    }

    public void Write(Stream stream) => JsonSerializer.Serialize(stream, this, s_json);

    /// <summary>SHA-256 in lower-case hexadecimal.</summary>
    public static string Sha256(Stream stream) => Convert.ToHexStringLower(SHA256.HashData(stream));
}
