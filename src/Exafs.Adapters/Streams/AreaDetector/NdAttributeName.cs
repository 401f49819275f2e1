namespace Exafs.Adapters.Streams.AreaDetector;

/// <summary>Name of an attribute, with its bytes, so that a name that comes again is no new text.</summary>
/// <param name="Name">As text.</param>
/// <param name="Utf8">As it stands in the header.</param>
internal sealed record NdAttributeName(string Name, byte[] Utf8);
