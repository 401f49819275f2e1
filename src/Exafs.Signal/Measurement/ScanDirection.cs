namespace Exafs.Signal;

/// <summary>Which way the monochromator went.</summary>
public enum ScanDirection
{
    Unknown,
    Up,
    Down,
}
