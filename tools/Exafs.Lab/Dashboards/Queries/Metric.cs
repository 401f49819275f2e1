namespace Exafs.Lab.Dashboards.Queries;

/// <summary>What Prometheus is asked, in PromQL.</summary>
/// <param name="Expression">PromQL.</param>
/// <param name="Legend">Name of a series; {{label}} stands for the label's value.</param>
internal sealed record Metric(string Expression, string Legend) : PanelQuery;
