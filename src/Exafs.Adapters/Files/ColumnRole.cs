namespace Exafs.Adapters.Files;

/// <summary>What a column holds, as far as its label tells.</summary>
internal enum ColumnRole
{
    Unknown,
    Energy,
    Angle,
    I0,
    ITrans,
    IRefer,

    /// <summary>Fluorescence in the emission line of an element: a detector that resolves energies was set to it.</summary>
    EmissionLine,

    /// <summary>Fluorescence of any kind.</summary>
    IFluor,

    /// <summary>Factor of the dead-time correction of a fluorescence channel.</summary>
    DeadTimeFactor,
    Mu,
    MuFluor,
    MuReference,

    /// <summary>Known to be none of these: a time, a current of the ring, a count rate.</summary>
    Other,
}
