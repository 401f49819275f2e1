using System.Collections.Immutable;

namespace Exafs.Report.Plot;

/// <summary>The colours of every figure: dark ink on white, hues that differ in lightness too, so that they stay apart in grey and for colour-blind eyes.</summary>
public static class Palette
{
    /// <summary>Titles, and what was measured.</summary>
    public const string Ink = "#1f2933";

    /// <summary>Ticks and labels.</summary>
    public const string Muted = "#5f6b7a";

    public const string AxisLine = "#9aa5b1";

    public const string Grid = "#e9edf2";

    public const string Paper = "#ffffff";

    /// <summary>What was calculated, beside <see cref="Ink"/>.</summary>
    public const string Accent = "#d1495b";

    /// <summary>Series beside each other.</summary>
    public static ImmutableArray<string> Series { get; } = ["#2f6db5", "#e07a2f", "#1f9e89", "#b0436e", "#7b6bc4", "#c9a227", "#4aa3c7", "#6b7785", "#8a5a44", "#2b3a67"];

    /// <summary>From nothing to much.</summary>
    private static readonly ImmutableArray<(int R, int G, int B)> Stops = [(252, 253, 254), (203, 225, 238), (120, 180, 204), (58, 124, 168), (42, 72, 122), (28, 30, 66)];

    /// <summary>The same on dark paper.</summary>
    private static readonly ImmutableArray<(int R, int G, int B)> DarkStops = [(22, 27, 33), (28, 50, 84), (38, 96, 140), (70, 156, 178), (170, 214, 200), (250, 248, 220)];

    private const int Levels = 64;

    /// <summary>From cold to hot, 0…1.</summary>
    public static string Warmth(double part) => Between([(44, 84, 150), (84, 146, 190), (150, 130, 160), (224, 122, 70), (176, 34, 52)], part);

    /// <summary>Colour of a part 0…1 of the largest, in 64 levels: neighbours of one colour can be drawn as one.</summary>
    public static string Heat(double part) => Between(Stops, Math.Round(Math.Clamp(double.IsFinite(part) ? part : 0, 0, 1) * Levels) / Levels);

    /// <summary>Every colour of figures that changes on dark paper, and what it becomes there.</summary>
    public static IEnumerable<(string Light, string Dark)> OnDark() =>
    [
        (Paper, "#14181d"), (Ink, "#e6eaef"), (Muted, "#9ba7b4"), (AxisLine, "#5b6672"), (Grid, "#272e36"),
        .. Enumerable.Range(0, Levels + 1).Select(i => (Heat((double)i / Levels), Between(DarkStops, (double)i / Levels))),
    ];

    private static string Between(ImmutableArray<(int R, int G, int B)> stops, double part)
    {
        var at = part * (stops.Length - 1);
        var i = Math.Min((int)at, stops.Length - 2);
        var (from, to) = (stops[i], stops[i + 1]);
        int Mixed(int a, int b) => (int)Math.Round(a + ((b - a) * (at - i)));
        return $"#{Mixed(from.R, to.R):x2}{Mixed(from.G, to.G):x2}{Mixed(from.B, to.B):x2}";
    }
}
