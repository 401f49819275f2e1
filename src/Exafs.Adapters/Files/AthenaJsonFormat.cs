using System.Globalization;
using System.Text.Json;

namespace Exafs.Adapters.Files;

/// <summary>Project files that Larch writes for Athena: one JSON object, a member for each group.</summary>
internal sealed class AthenaJsonFormat : IFileFormat
{
    public string Name => "Athena project (JSON)";

    public bool Recognises(TextFile file) =>
        file.Lines.FirstOrDefault(line => !string.IsNullOrWhiteSpace(line))?.TrimStart().StartsWith('{') == true && file.Lines.Any(line => line.Contains("\"x\"", StringComparison.Ordinal));

    public IReadOnlyList<FileScan> Read(TextFile file)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(file.Bytes);
            var groups = new List<AthenaGroup>();
            foreach (JsonProperty member in document.RootElement.EnumerateObject())
            {
                if (member.Value.ValueKind != JsonValueKind.Object || !member.Value.TryGetProperty("x", out _)) continue;
                var group = new AthenaGroup();
                foreach (JsonProperty part in member.Value.EnumerateObject())
                {
                    if (part.Value.ValueKind == JsonValueKind.Array) group.SetArray(part.Name, [.. part.Value.EnumerateArray().Select(Number)]);
                    else if (part.NameEquals("args") && part.Value.ValueKind == JsonValueKind.Object)
                        group.SetArguments([.. part.Value.EnumerateObject().SelectMany(argument => new[] { argument.Name, argument.Value.ToString() })]);
                }

                groups.Add(group);
            }

            return AthenaGroup.Scans(groups, Name, file.Name);
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{file.Name}: damaged JSON: {error.Message}", error);
        }
    }

    private static double Number(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.String when double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) => number,
        _ => double.NaN,
    };
}
