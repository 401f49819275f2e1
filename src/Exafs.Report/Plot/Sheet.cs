using System.Collections.Immutable;

namespace Exafs.Report.Plot;

/// <summary>Panels on one sheet, drawn as SVG. The same sheet is the same text, byte for byte.</summary>
/// <param name="Title">Taken literally, as a file or a sample is called.</param>
/// <param name="Subtitle">One line below it, taken literally; may be empty.</param>
/// <param name="Panels">Row by row.</param>
public sealed record Sheet(string Title, string Subtitle, ImmutableArray<Panel> Panels)
{
    /// <summary>Begins the names of its clipping paths: sheets on one page of HTML need different ones.</summary>
    public string Id { get; init; } = "panel";

    /// <summary>Panels beside each other.</summary>
    public int Columns { get; init; } = 2;

    /// <summary>px.</summary>
    public double PanelWidth { get; init; } = 470;

    /// <summary>px.</summary>
    public double PanelHeight { get; init; } = 300;

    /// <summary>Around all panels, px; a page has its own.</summary>
    public double Margin { get; init; } = 26;

    private const double Gap = 22;

    public string ToSvg()
    {
        var head = Margin + (Title.Length > 0 ? 22 : 0) + (Subtitle.Length > 0 ? 20 : 0) + 12;
        var places = Places();
        var rows = places.Select(place => place.Row + 1).DefaultIfEmpty(1).Max();
        var width = (2 * Margin) + (Columns * PanelWidth) + ((Columns - 1) * Gap);
        var height = head + (rows * PanelHeight) + ((rows - 1) * Gap) + Margin;
        var svg = new SvgWriter();
        svg.Raw($"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:0.#}\" height=\"{height:0.#}\" viewBox=\"0 0 {width:0.#} {height:0.#}\" xml:space=\"preserve\" font-family=\"Inter, 'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif\">");
        svg.Raw($"<title>{SvgText.Escape(Title)}</title>");
        svg.Rect(0, 0, width, height, Palette.Paper);
        if (Title.Length > 0) svg.Text(Margin, Margin + 14, SvgText.Literal(Title, 18), 18, Palette.Ink, bold: true);
        if (Subtitle.Length > 0) svg.Text(Margin, Margin + 36, SvgText.Literal(Subtitle, 12), 12, Palette.Muted);
        for (var i = 0; i < Panels.Length; i++)
        {
            var (column, row) = places[i];
            var span = Math.Min(Panels[i].Span, Columns);
            Panels[i].Draw(svg, $"{Id}{i + 1}", Margin + (column * (PanelWidth + Gap)), head + (row * (PanelHeight + Gap)), (span * PanelWidth) + ((span - 1) * Gap), PanelHeight);
        }

        svg.Raw($"</svg>");
        return svg.ToString();
    }

    private List<(int Column, int Row)> Places()
    {
        var places = new List<(int, int)>();
        int column = 0, row = 0;
        foreach (Panel panel in Panels)
        {
            var span = Math.Min(panel.Span, Columns);
            if (column + span > Columns) (column, row) = (0, row + 1);
            places.Add((column, row));
            column += span;
        }

        return places;
    }
}
