using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Exafs.Pipeline.Alerts;

/// <summary>An alert as somebody is told of it: that it began, that it goes on, that it is over.</summary>
public sealed record Alert
{
    /// <summary>alertname, severity, and where there are such: beamline, run, element, edge, kind, cause.</summary>
    public required ImmutableSortedDictionary<string, string> Labels { get; init; }

    /// <summary>summary, description.</summary>
    public required ImmutableSortedDictionary<string, string> Annotations { get; init; }

    /// <summary>UTC, from the data where they carry a time.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>Null while it fires.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>Stored, but sent to nobody.</summary>
    public bool IsSilenced { get; init; }

    /// <summary>It was told before, and goes on.</summary>
    public bool IsRepeated { get; init; }

    public bool IsFiring => EndsAt is null;

    /// <summary>Worth telling somebody who remembers: neither silenced, nor told before.</summary>
    public bool IsNews => !IsSilenced && !IsRepeated;

    /// <summary>firing or resolved.</summary>
    public string Status => IsFiring ? "firing" : "resolved";

    public string Name => Labels["alertname"];

    /// <summary>The same for the same labels: 16 hexadecimal digits of SHA-256 over them, sorted.</summary>
    public string Fingerprint => FingerprintOf(Labels);

    public static string FingerprintOf(ImmutableSortedDictionary<string, string> labels)
    {
        // Lengths stand before the texts, so that no two sets of labels read alike.
        var text = new StringBuilder();
        foreach (var (name, value) in labels) text.Append(name.Length).Append(':').Append(name).Append(value.Length).Append(':').Append(value);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 8));
    }
}
