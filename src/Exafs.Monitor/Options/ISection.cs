namespace Exafs.Monitor.Options;

/// <summary>A part of the configuration with rules between its keys.</summary>
internal interface ISection
{
    /// <summary>What the keys cannot be together: the key to blame, and what is allowed.</summary>
    IEnumerable<(string Key, string Problem)> Check();
}
