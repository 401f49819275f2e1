namespace Exafs.Lab;

/// <summary>What the programs tell their caller.</summary>
public static class ExitCode
{
    public const int Done = 0;

    /// <summary>Some input gave no result; the others did.</summary>
    public const int SomeFailed = 1;

    /// <summary>The command line or a parameter is wrong; nothing was done.</summary>
    public const int WrongUsage = 2;
}
