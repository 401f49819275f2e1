using Exafs.Signal;

namespace Exafs.Inference.Features;

/// <summary>The reduction that all samples of a training went through: χ(k) of another differs from what networks and libraries were fitted to.</summary>
public static class TrainedReduction
{
    /// <summary>E0 is found in each spectrum.</summary>
    public static ReductionParameters Parameters { get; } = new() { Rbkg = 1, KWeight = 2 };

    /// <summary>What makes χ(k) of another reduction differ, in Larch's words; empty where nothing does. Pre-edge and normalisation ranges belong to the data, E0 to the calibration.</summary>
    public static string Differences(ReductionParameters other)
    {
        var wanted = Parameters;
        (string Name, object? Has, object? Wants)[] all =
        [
            ("rbkg", other.Rbkg, wanted.Rbkg), ("kweight", other.KWeight, wanted.KWeight), ("kmin", other.KMin, wanted.KMin), ("kmax", other.KMax, wanted.KMax), ("dk", other.Dk, wanted.Dk),
            ("window", other.Window, wanted.Window), ("clamp_lo", other.ClampLow, wanted.ClampLow), ("clamp_hi", other.ClampHigh, wanted.ClampHigh), ("nclamp", other.NClamp, wanted.NClamp), ("nknots", other.NKnots, wanted.NKnots),
        ];
        return string.Join(", ", all.Where(each => !Equals(each.Has, each.Wants)).Select(each => $"{each.Name} {each.Wants ?? "null"}, not {each.Has ?? "null"}"));
    }
}
