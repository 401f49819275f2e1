namespace Exafs.Tests.Adapters.Streams.Bluesky;

/// <summary>How the points of a scan stand in events.</summary>
public enum BlueskyForm
{
    /// <summary>One event for each point.</summary>
    Events,

    /// <summary>Pages of 50 events.</summary>
    Pages,

    /// <summary>One event with all points as arrays.</summary>
    Arrays,
}
