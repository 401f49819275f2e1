using System.Text.Json;
using System.Text.Json.Serialization;

namespace Exafs.Lab;

/// <summary>Configurations that people write: comments and a last comma are welcome, a key that nobody knows or that stands twice is an error.</summary>
internal static class ConfigurationJson
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <exception cref="UsageException">There is no such file, or <paramref name="parse"/> refuses its text; the message names the file.</exception>
    public static T Load<T>(string file, Func<string, T> parse)
    {
        try
        {
            return parse(File.ReadAllText(file));
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or UsageException)
        {
            throw new UsageException(wrong is UsageException ? $"{file}: {wrong.Message}" : wrong.Message);
        }
    }

    /// <exception cref="UsageException">It is no such JSON; the message names line and key.</exception>
    public static T Parse<T>(string text)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, Options) ?? throw new UsageException("this is null");
        }
        catch (JsonException wrong)
        {
            throw new UsageException($"line {wrong.LineNumber + 1}{(wrong.Path is null ? "" : $", {wrong.Path}")}: {wrong.Message.Split(" Path: ")[0]}");
        }
    }
}
