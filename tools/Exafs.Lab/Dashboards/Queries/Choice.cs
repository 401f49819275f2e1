namespace Exafs.Lab.Dashboards.Queries;

/// <summary>A column that a variable of the dashboard chooses by; "All" chooses points without it, too.</summary>
/// <param name="Column">A tag, or a field that holds text.</param>
/// <param name="IsTag">A tag, not a field.</param>
/// <param name="Variable">Name of the variable.</param>
internal sealed record Choice(string Column, bool IsTag, string Variable);
