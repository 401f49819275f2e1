using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json.Serialization;

namespace Exafs.Adapters.Streams;

/// <summary>The formats by the names that people and configurations call them by.</summary>
public static class StreamNames
{
    private static readonly FrozenDictionary<StreamFormat, string> s_names = Enum.GetValues<StreamFormat>()
        .ToFrozenDictionary(format => format, format => typeof(StreamFormat).GetField(format.ToString())!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()!.Name);

    /// <summary>Such as "exafs-scan-v1".</summary>
    public static string Name(this StreamFormat format) => s_names[format];
}
