namespace Exafs.Report.Plot;

/// <summary>Signs and names in rows.</summary>
internal static class Legend
{
    public const double RowHeight = 17;

    private const double FontSize = 11, Sign = 14, Gap = 14;

    public static int Rows(IEnumerable<Layer> layers, double width) => Places(layers, width).Select(place => place.Row + 1).DefaultIfEmpty(0).Max();

    public static void Draw(SvgWriter svg, IEnumerable<Layer> layers, double left, double top, double width)
    {
        foreach (var (layer, x, row) in Places(layers, width))
        {
            var middle = top + (row * RowHeight) + (RowHeight / 2);
            layer.DrawSign(svg, left + x, middle);
            svg.Text(left + x + Sign + 5, middle + 3.8, SvgText.Literal(layer.Name!, FontSize), FontSize, Palette.Muted);
        }
    }

    private static IEnumerable<(Layer Layer, double X, int Row)> Places(IEnumerable<Layer> layers, double width)
    {
        double x = 0;
        var row = 0;
        foreach (Layer layer in layers.Where(layer => layer.Name is not null))
        {
            var needed = Sign + 5 + SvgText.Width(layer.Name!, FontSize);
            if (x > 0 && x + needed > width) (x, row) = (0, row + 1);
            yield return (layer, x, row);
            x += needed + Gap;
        }
    }
}
