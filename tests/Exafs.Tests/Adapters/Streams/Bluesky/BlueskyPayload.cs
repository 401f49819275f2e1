namespace Exafs.Tests.Adapters.Streams.Bluesky;

/// <summary>What the documents are written in.</summary>
public enum BlueskyPayload
{
    /// <summary>Protocol 4, as pickle.dumps of Python 3.8 and later writes it.</summary>
    Pickle,
    Json,

    /// <summary>With msgpack-numpy.</summary>
    MessagePack,
}
