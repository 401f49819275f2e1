using System.Collections.Immutable;

namespace Exafs.Lab.Dashboards.Queries;

/// <summary>Which points count.</summary>
/// <param name="Column">A tag, or a field that holds text.</param>
/// <param name="IsTag">A tag, not a field.</param>
/// <param name="Values">One of these.</param>
internal sealed record Condition(string Column, bool IsTag, ImmutableArray<string> Values)
{
    public static Condition Field(string column, params ImmutableArray<string> values) => new(column, IsTag: false, values);

    public static Condition Tag(string column, params ImmutableArray<string> values) => new(column, IsTag: true, values);
}
