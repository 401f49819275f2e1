namespace Exafs.Lab.Heat;

/// <summary>What becomes of a scan on the wire.</summary>
public enum Delivery
{
    Sent,

    /// <summary>Its message is cut.</summary>
    Torn,

    /// <summary>It never comes.</summary>
    Lost,
}
