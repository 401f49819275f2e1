namespace Exafs.Pipeline.Changes;

/// <summary>Which way the temperature goes.</summary>
public enum Branch
{
    /// <summary>No temperature comes, or it does not move.</summary>
    Constant,

    Heating,

    Cooling,
}
