using System.Text;
using Exafs.Report.Plot;

namespace Exafs.Report;

/// <summary>How the page looks: on light and dark screens, and on paper.</summary>
internal static class Style
{
    private const string Light = """
        :root { color-scheme: light dark; --paper: #ffffff; --ink: #1f2933; --muted: #5f6b7a; --line: #dde3ea; --soft: #f5f7fa; --accent: #b8384b; }
        * { box-sizing: border-box; }
        body { margin: 0 auto; padding: 28px 24px 60px; max-width: 1080px; background: var(--paper); color: var(--ink); font: 15px/1.5 Inter, "Helvetica Neue", Helvetica, Arial, "Liberation Sans", "DejaVu Sans", sans-serif; }
        h1 { margin: 0 0 4px; font-size: 27px; line-height: 1.2; overflow-wrap: anywhere; }
        h2 { margin: 38px 0 8px; padding-top: 12px; border-top: 1px solid var(--line); font-size: 19px; }
        h3 { margin: 24px 0 6px; font-size: 16px; }
        p { margin: 6px 0; max-width: 78ch; }
        .sub, figcaption, footer { color: var(--muted); font-size: 13px; }
        figcaption { margin-top: 6px; max-width: 110ch; }
        .facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(190px, 1fr)); gap: 10px; margin: 18px 0; }
        .facts div { padding: 9px 13px; border-radius: 7px; background: var(--soft); overflow-wrap: anywhere; }
        .facts dt { color: var(--muted); font-size: 12px; }
        .facts dd { margin: 0; font-weight: 600; font-variant-numeric: tabular-nums; }
        .findings { margin: 18px 0; padding: 12px 18px; border-left: 4px solid var(--accent); border-radius: 0 7px 7px 0; background: var(--soft); }
        .findings p { max-width: none; font-size: 16.5px; }
        .wide { overflow-x: auto; }
        table { margin: 8px 0; border-collapse: collapse; font-size: 13.5px; font-variant-numeric: tabular-nums; }
        th { color: var(--muted); font-weight: 600; text-align: left; }
        th, td { padding: 5px 16px 5px 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
        td { min-width: 2em; }
        .fixed { white-space: nowrap; }
        figure { margin: 0; }
        svg { display: block; max-width: 100%; height: auto; }
        a { color: inherit; }
        summary { margin: 8px 0; cursor: pointer; }
        .files a { margin-right: 10px; white-space: nowrap; }

        """;

    private const string Print = """
        @media print { body { padding: 0; max-width: none; font-size: 11px; } figure, tr, .facts div, .findings { break-inside: avoid; } h2, h3 { break-after: avoid; } details { display: block; } }

        """;

    public static string Text { get; } = Light + Dark() + Print;

    private static string Dark()
    {
        var css = new StringBuilder("@media screen and (prefers-color-scheme: dark) {\n:root { --paper: #14181d; --ink: #e6eaef; --muted: #9ba7b4; --line: #2d353e; --soft: #1c2228; --accent: #e0697a; }\n");
        foreach (var (light, dark) in Palette.OnDark()) css.Append($"[fill=\"{light}\"]{{fill:{dark}}}[stroke=\"{light}\"]{{stroke:{dark}}}\n");
        return css.Append("}\n").ToString();
    }
}
