namespace Exafs.Adapters.Streams.AreaDetector;

/// <summary>One NDAttribute of a frame.</summary>
/// <param name="Name">The same object from frame to frame while the attribute stands in the same place.</param>
/// <param name="Value">NaN where it is no number.</param>
/// <param name="IsText">Whether it is a text, or nothing.</param>
/// <param name="Text">Where the text stands in the header.</param>
internal readonly record struct NdAttribute(NdAttributeName Name, double Value, bool IsText, Range Text);
