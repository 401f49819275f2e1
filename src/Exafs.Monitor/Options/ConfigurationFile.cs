using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Exafs.Monitor.Options;

/// <summary>Reads the configuration strictly: a key that nobody knows or a value that cannot be is a problem with its full path, and all problems are found at once.</summary>
internal static class ConfigurationFile
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        RespectNullableAnnotations = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
    };

    /// <summary>The options; null where there are problems, one line each.</summary>
    public static (MonitorOptions? Options, ImmutableArray<string> Problems) Parse(string text)
    {
        var problems = ImmutableArray.CreateBuilder<string>();
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            Walk(document.RootElement, Json.GetTypeInfo(typeof(MonitorOptions)), "", problems);
            if (problems.Count > 0)
                return (null, problems.ToImmutable());
            var options = document.RootElement.Deserialize<MonitorOptions>(Json)!;
            CheckRules(options, Json.GetTypeInfo(typeof(MonitorOptions)), "", problems);
            return (problems.Count == 0 ? options : null, problems.ToImmutable());
        }
        catch (JsonException broken)
        {
            return (null, [$"line {broken.LineNumber + 1}: this is not JSON: {broken.Message.Split(" LineNumber")[0]}"]);
        }
    }

    /// <summary>Every key with the value in force.</summary>
    public static string Format(MonitorOptions options) => JsonSerializer.Serialize(options, Json);

    private static void Walk(JsonElement element, JsonTypeInfo type, string path, ImmutableArray<string>.Builder problems)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            problems.Add($"{(path == "" ? "the file" : path)}: allowed is an object with the keys {Keys(type)}");
            return;
        }

        var seen = new HashSet<string>();
        foreach (var given in element.EnumerateObject())
        {
            var key = path == "" ? given.Name : $"{path}.{given.Name}";
            if (!seen.Add(given.Name))
                problems.Add($"{key}: given twice");
            else if (type.Properties.FirstOrDefault(property => property.Name == given.Name) is not { } property)
                problems.Add($"{key}: unknown key; allowed are {Keys(type)}");
            else if (Json.GetTypeInfo(property.PropertyType) is { Kind: JsonTypeInfoKind.Object } section)
                Walk(given.Value, section, key, problems);
            else if (ItemsOf(property) is { } item)
                WalkAll(given.Value, item, key, problems);
            else if (!IsAllowed(given.Value, property))
                problems.Add($"{key} = {given.Value.GetRawText()}: allowed is {Allowed(property)}");
        }
    }

    // Each section of a list, under its place.
    private static void WalkAll(JsonElement list, JsonTypeInfo item, string path, ImmutableArray<string>.Builder problems)
    {
        if (list.ValueKind != JsonValueKind.Array)
        {
            problems.Add($"{path} = {list.GetRawText()}: allowed is a list of objects with the keys {Keys(item)}");
            return;
        }

        var place = 0;
        foreach (var element in list.EnumerateArray())
        {
            var at = $"{path}[{place++}]";
            Walk(element, item, at, problems);
            if (element.ValueKind != JsonValueKind.Object) continue;
            foreach (var missing in item.Properties.Where(property => property.IsRequired && !element.TryGetProperty(property.Name, out _)))
                problems.Add($"{at}.{missing.Name}: is missing; allowed is {Allowed(missing)}");
        }
    }

    /// <summary>Of a list of sections; null of anything else.</summary>
    private static JsonTypeInfo? ItemsOf(JsonPropertyInfo property) =>
        Json.GetTypeInfo(property.PropertyType) is { Kind: JsonTypeInfoKind.Enumerable, ElementType: { } element } && Json.GetTypeInfo(element) is { Kind: JsonTypeInfoKind.Object } item ? item : null;

    private static bool IsAllowed(JsonElement value, JsonPropertyInfo property)
    {
        if (value.ValueKind == JsonValueKind.Null)
            return IsNullable(property);
        try
        {
            var parsed = value.Deserialize(property.PropertyType, Json);
            return Attributes<ValidationAttribute>(property).All(attribute => attribute.IsValid(parsed))
                && (parsed is not double number || double.IsFinite(number));
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void CheckRules(object section, JsonTypeInfo type, string path, ImmutableArray<string>.Builder problems)
    {
        if (section is ISection rules)
        {
            foreach (var (key, problem) in rules.Check())
                problems.Add($"{(path == "" ? key : $"{path}.{key}")}: {problem}");
        }

        foreach (var property in type.Properties)
        {
            var key = path == "" ? property.Name : $"{path}.{property.Name}";
            if (Json.GetTypeInfo(property.PropertyType) is { Kind: JsonTypeInfoKind.Object } inner)
                CheckRules(property.Get!(section)!, inner, key, problems);
            else if (ItemsOf(property) is { } item)
                CheckAll((System.Collections.IEnumerable)property.Get!(section)!, item, key, problems);
        }
    }

    private static void CheckAll(System.Collections.IEnumerable list, JsonTypeInfo item, string path, ImmutableArray<string>.Builder problems)
    {
        var place = 0;
        foreach (var section in list)
            CheckRules(section, item, $"{path}[{place++}]", problems);
    }

    private static string Keys(JsonTypeInfo type) => string.Join(", ", type.Properties.Select(property => property.Name));

    private static string Allowed(JsonPropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var range = Attributes<RangeAttribute>(property).FirstOrDefault();
        var text =
            Attributes<AllowedValuesAttribute>(property).FirstOrDefault() is { } values ? $"one of {string.Join(", ", values.Values)}"
            : type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type).Select(name => Word(type, name)))}"
            : type == typeof(bool) ? "true or false"
            : type == typeof(string) ? "a text"
            : type == typeof(ImmutableArray<string>) ? "a list of texts"
            : type == typeof(ImmutableArray<double>) ? "a list of numbers"
            : type == typeof(DateTimeOffset) ? "a time such as 2026-11-28T18:00:00Z"
            : $"{(type == typeof(double) ? "a number" : "a whole number")}{(range is null ? "" : $" from {range.Minimum} to {range.Maximum}")}";
        return IsNullable(property) ? $"{text}, or null" : text;
    }

    private static string Word(Type type, string name) =>
        type.GetField(name)!.GetCustomAttributes(inherit: false).OfType<JsonStringEnumMemberNameAttribute>().FirstOrDefault()?.Name ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    private static bool IsNullable(JsonPropertyInfo property) => property.PropertyType.IsValueType
        ? Nullable.GetUnderlyingType(property.PropertyType) is not null
        : property.IsSetNullable;

    private static IEnumerable<T> Attributes<T>(JsonPropertyInfo property) =>
        property.AttributeProvider?.GetCustomAttributes(inherit: true).OfType<T>() ?? [];
}
