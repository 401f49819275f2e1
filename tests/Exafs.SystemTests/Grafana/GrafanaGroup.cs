namespace Exafs.SystemTests.Grafana;

/// <summary>One server, and one installation of the parsers, for all of them.</summary>
[CollectionDefinition(Name)]
public sealed class GrafanaGroup : ICollectionFixture<InfluxWithRun>, ICollectionFixture<GrafanaChecks>
{
    public const string Name = "Grafana";
}
