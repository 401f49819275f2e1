namespace Exafs.Adapters.SlowValues;

/// <summary>What a value at some time rests on.</summary>
public enum SlowBasis
{
    /// <summary>There are no readings.</summary>
    None,

    /// <summary>The last reading is older than the limit: no value.</summary>
    TooOld,

    /// <summary>The first reading is later by more than the limit: no value.</summary>
    TooNew,

    /// <summary>The readings around that time are further apart than the limit: no value.</summary>
    Gap,

    /// <summary>The nearest reading, where there are none on the other side, or none yet.</summary>
    Held,

    /// <summary>A reading of just that time, or the line between those around it.</summary>
    Interpolated,
}
