namespace InfluxDB.Client.Api.Domain;

/// <summary>The unit of timestamps.</summary>
public enum WritePrecision
{
    Ms = 1,
    S = 2,
    Us = 3,
    Ns = 4,
}
