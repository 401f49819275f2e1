namespace Exafs.Pipeline.Changes;

/// <summary>What happened.</summary>
public enum ChangeKind
{
    /// <summary>The structure begins to change into another that is known.</summary>
    Onset,

    /// <summary>The change has come to its end.</summary>
    Completion,

    /// <summary>The change goes back before it was complete.</summary>
    Reversal,

    /// <summary>Something happened to the beamline, not to the structure.</summary>
    Instrument,

    /// <summary>The spectrum changes into something that no phase at hand explains.</summary>
    UnknownStructure,

    /// <summary>Somebody marked the moment, with words of their own.</summary>
    Note,
}
