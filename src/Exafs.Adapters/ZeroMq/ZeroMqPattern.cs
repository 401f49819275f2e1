namespace Exafs.Adapters.ZeroMq;

/// <summary>The receiving end of a ZeroMQ pattern.</summary>
public enum ZeroMqPattern
{
    /// <summary>SUB: a copy of what a PUB says.</summary>
    Subscribe,

    /// <summary>PULL: a share of what a PUSH hands out; competes with every other client of it.</summary>
    Pull,
}
