namespace Exafs.Inference.Training;

/// <summary>Structures of held-out potentials, in two halves.</summary>
public enum HeldOutHalf
{
    /// <summary>All of them.</summary>
    Both,

    /// <summary>Those that error bars and thresholds are fitted to.</summary>
    Calibration,

    /// <summary>Those on which it is judged whether they hold.</summary>
    Evaluation,
}
