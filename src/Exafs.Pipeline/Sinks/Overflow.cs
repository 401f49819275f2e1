namespace Exafs.Pipeline;

/// <summary>What happens when a sink's queue is full.</summary>
public enum Overflow
{
    /// <summary>The stream waits: nothing is lost, and a sink that never recovers holds everything up.</summary>
    Wait,

    /// <summary>The oldest report in the queue is given up and counted.</summary>
    LoseOldest,

    /// <summary>The report that has just come is given up and counted.</summary>
    LoseNewest,

    /// <summary>Only the latest matter: an older report is overtaken by a newer one, and counted.</summary>
    Superseded,
}
