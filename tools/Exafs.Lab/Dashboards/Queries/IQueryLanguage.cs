using System.Text.Json.Nodes;

namespace Exafs.Lab.Dashboards.Queries;

/// <summary>A language of InfluxDB, and how Grafana's data source is told a query in it.</summary>
internal interface IQueryLanguage
{
    /// <summary>Name of its folder, such as "flux".</summary>
    string Folder { get; }

    /// <summary>Name that Grafana's data source has for it.</summary>
    string Version { get; }

    /// <summary>The query as text, with Grafana's macros and variables.</summary>
    string Text(StoredQuery query);

    /// <summary>The query as a target of a panel.</summary>
    /// <param name="query">What is asked.</param>
    /// <param name="series">Rows are a series in time, for a rule; else a table.</param>
    JsonObject Target(StoredQuery query, bool series = false);

    /// <summary>What an annotation says besides its name and colour.</summary>
    JsonObject Annotation(EventMarks query);

    /// <summary>jsonData and secureJsonData of the data source.</summary>
    JsonObject Connection();
}
