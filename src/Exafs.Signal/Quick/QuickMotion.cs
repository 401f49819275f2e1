namespace Exafs.Signal;

/// <summary>What a further position of the monochromator says.</summary>
internal enum QuickMotion
{
    /// <summary>It goes on, or has not gone far enough to tell a direction.</summary>
    Onwards,

    /// <summary>It is behind the furthest position: noise, rest, or the beginning of the way back.</summary>
    Back,

    /// <summary>It has turned at the furthest position; what is behind it belongs to the way back.</summary>
    Turned,
}
