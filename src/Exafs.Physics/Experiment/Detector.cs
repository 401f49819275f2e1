namespace Exafs.Physics.Experiment;

/// <summary>The three ion chambers, along the beam.</summary>
public enum Detector
{
    I0,
    ITrans,
    IRefer,
}
