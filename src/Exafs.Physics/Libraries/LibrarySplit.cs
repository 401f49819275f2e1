namespace Exafs.Physics.Libraries;

/// <summary>What a structure is for; all structures of one run are for the same.</summary>
public enum LibrarySplit
{
    /// <summary>To learn from.</summary>
    Training = 0,

    /// <summary>To be judged on: other runs, but of the potentials that are learnt from.</summary>
    Test = 1,

    /// <summary>To be judged on: runs of potentials that are never learnt from.</summary>
    Validation = 2,
}
