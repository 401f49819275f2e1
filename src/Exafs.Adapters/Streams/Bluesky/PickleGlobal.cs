namespace Exafs.Adapters.Streams.Bluesky;

/// <summary>The names that a pickle may call. None of them is ever loaded or called: each stands for a few lines of ours that make a value.</summary>
internal enum PickleGlobal
{
    /// <summary>Not on the list: the pickle is rejected.</summary>
    Forbidden,
    NumpyReconstruct,
    NumpyScalar,
    NumpyDtype,
    NumpyArray,
    NumpyFromBuffer,
    Encode,
    OrderedMap,
    Set,
    ByteArray,

    /// <summary>Dates, complex numbers, paths: of no use to us and of no danger.</summary>
    Other,
}
