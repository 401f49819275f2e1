using System.Collections.Immutable;
using Exafs.Report.Plot;

namespace Exafs.Report;

/// <summary>Sheets as wide as the page.</summary>
internal static class PageSheet
{
    private const double Margin = 8, Width = 1016, Half = 497;

    /// <summary>Panels below each other.</summary>
    public static Sheet Wide(string id, double height, ImmutableArray<Panel> panels) => new("", "", panels) { Id = id, Margin = Margin, Columns = 1, PanelWidth = Width, PanelHeight = height };

    /// <summary>Two panels beside each other.</summary>
    public static Sheet Pairs(string id, double height, ImmutableArray<Panel> panels) => new("", "", panels) { Id = id, Margin = Margin, PanelWidth = Half, PanelHeight = height };
}
