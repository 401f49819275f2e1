namespace Exafs.Lab.Dashboards.Queries;

/// <summary>A number of a scan, and what a panel calls it.</summary>
/// <param name="Field">Such as n1.</param>
/// <param name="Label">Such as N1.</param>
/// <param name="Sigma">Field of its standard error, for the band; null: none.</param>
internal sealed record Quantity(string Field, string Label, string? Sigma = null)
{
    /// <summary>Label of the band's lower edge.</summary>
    public string Low => $"{Label} − σ";

    /// <summary>Label of the band's upper edge.</summary>
    public string High => $"{Label} + σ";
}
