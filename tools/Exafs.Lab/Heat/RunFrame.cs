namespace Exafs.Lab.Heat;

/// <summary>One message of a run.</summary>
/// <param name="DueSeconds">After the first scan began.</param>
/// <param name="Bytes">As they go over the wire.</param>
public sealed record RunFrame(double DueSeconds, byte[] Bytes);
