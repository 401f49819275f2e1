namespace Exafs.Adapters.Streams.Xspress;

/// <summary>Factor by which the counts of an Xspress element are multiplied, for the events that came while it was dead.</summary>
internal static class DeadTime
{
    private const double ShortestTicks = 10;

    /// <summary>A factor as the server computed it; without counts it is no number, and then 1, as the server itself shows it (xspress-detector, XspressDAQ.cpp).</summary>
    public static double Stated(double factor) => double.IsFinite(factor) ? factor : 1;

    /// <summary>T / (T - (N (w + 1) + R)), the factor of https://github.com/epics-modules/xspress3 (writeOutScas): 1 of a frame too short for it, infinite where the element was dead throughout.</summary>
    /// <param name="ticks">T, clock ticks of the frame.</param>
    /// <param name="resetTicks">R, of them in reset.</param>
    /// <param name="events">N, all events.</param>
    /// <param name="eventWidth">w, clock ticks.</param>
    public static double Of(double ticks, double resetTicks, double events, double eventWidth)
    {
        double live = ticks - ((events * (eventWidth + 1)) + resetTicks);
        return ticks <= ShortestTicks ? 1 : live > 0 ? ticks / live : double.PositiveInfinity;
    }
}
