namespace Exafs.Monitor.View;

/// <summary>What is shown while the program runs.</summary>
internal enum ViewChoice
{
    /// <summary>The terminal where there is one, else lines.</summary>
    Auto,
    Terminal,
    Log,
    None,
}
