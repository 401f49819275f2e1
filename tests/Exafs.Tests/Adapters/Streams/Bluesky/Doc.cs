namespace Exafs.Tests.Adapters.Streams.Bluesky;

/// <summary>A document: text, double, long, bool, null, double[] (an array of numpy), lists and documents, in the order that they are set.</summary>
public sealed class Doc : OrderedDictionary<string, object?>;
