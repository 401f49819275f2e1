namespace Exafs.Signal;

/// <summary>How many readings of one channel are no counts.</summary>
internal readonly record struct ChannelFaults(string Channel, int Zero, int Negative, int NotFinite)
{
    public int Count => Zero + Negative + NotFinite;

    /// <summary>Marks the points [n] whose reading is not finite or below the lowest that the channel can have.</summary>
    public static ChannelFaults Mark(Channel channel, double lowest, bool[] bad)
    {
        int zero = 0, negative = 0, notFinite = 0;
        ReadOnlySpan<double> values = channel.Values.AsSpan();
        for (int i = 0; i < values.Length; i++)
        {
            double value = values[i];
            if (value >= lowest && value <= double.MaxValue) continue;
            bad[i] = true;
            if (value == 0) zero++;
            else if (double.IsFinite(value)) negative++;
            else notFinite++;
        }

        return new ChannelFaults(channel.Name, zero, negative, notFinite);
    }

    /// <summary>The defect of a scan of n points, of which some are bad, the longest run of them being this long.</summary>
    public Defect ToDefect(int points, int bad, int longestRun)
    {
        if (Count == 0) return new Defect("not_finite", $"µ is not finite at {bad} of {points} points.");
        string reason = Zero >= Negative && Zero >= NotFinite ? "dead_channel" : Negative >= NotFinite ? "negative_channel" : "not_finite";
        return new Defect(reason,
            $"{Channel}: of {points} points {Zero} are zero, {Negative} negative, {NotFinite} not finite; the longest run of bad points is {longestRun}.");
    }
}
