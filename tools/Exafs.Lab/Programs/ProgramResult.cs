namespace Exafs.Lab.Programs;

/// <summary>What a program that has ended left: its exit code, and its standard output and standard error as one text.</summary>
public sealed record ProgramResult(int ExitCode, string Output);
