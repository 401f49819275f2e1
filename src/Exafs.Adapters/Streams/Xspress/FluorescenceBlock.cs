namespace Exafs.Adapters.Streams.Xspress;

/// <summary>Some frames of some neighbouring elements.</summary>
/// <param name="Acquisition">Its id; empty where the stream has none.</param>
/// <param name="FirstFrame">Number of the first frame within the acquisition.</param>
/// <param name="Frames">How many.</param>
/// <param name="FirstChannel">Index of the first element within the detector.</param>
/// <param name="Channels">How many.</param>
/// <param name="Counts">[frame][channel]; empty: not in this block.</param>
/// <param name="Factors">For dead time [frame][channel]; empty: not in this block.</param>
internal readonly record struct FluorescenceBlock(string Acquisition, long FirstFrame, int Frames, int FirstChannel, int Channels, double[] Counts, double[] Factors)
{
    /// <summary>First frame behind it.</summary>
    public long End => FirstFrame + Frames;
}
