namespace Exafs.Lab.Simulate.Dynamics;

/// <summary>Who may see a run.</summary>
public enum DynamicsSet
{
    /// <summary>Networks learn from it (or are chosen by it: that split is made later, by runs).</summary>
    Training,

    /// <summary>Forces that no network has learnt from: for judging only.</summary>
    Validation,
}
