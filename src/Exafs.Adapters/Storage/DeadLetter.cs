namespace Exafs.Adapters.Storage;

/// <summary>Something that a target will never take, as the store keeps it.</summary>
/// <param name="Id">Of the row.</param>
/// <param name="Target">Who was owed it.</param>
/// <param name="Reason">Stable snake_case word, such as "refused".</param>
/// <param name="Detail">The target's words.</param>
/// <param name="Accepted">When it was accepted, UTC.</param>
/// <param name="Died">When it was set aside, UTC.</param>
/// <param name="Body">As it was sent.</param>
public sealed record DeadLetter(long Id, string Target, string Reason, string Detail, DateTime Accepted, DateTime Died, string Body);
