namespace Exafs.Adapters.Streams;

/// <summary>A channel as its stream names it.</summary>
/// <param name="Name">The stream's own name.</param>
/// <param name="Unit">As the stream gives it; empty where it does not.</param>
public readonly record struct StreamChannel(string Name, string Unit = "");
