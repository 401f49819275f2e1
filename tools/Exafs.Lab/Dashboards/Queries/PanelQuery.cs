namespace Exafs.Lab.Dashboards.Queries;

/// <summary>What a panel asks for.</summary>
internal abstract record PanelQuery;
