using System.Collections.Immutable;
using Exafs.Lab.Plot;

namespace Exafs.Lab.Report;

/// <summary>Sheets as wide as the page.</summary>
internal static class PageSheet
{
    private const double Width = 1032, Half = 505;

    /// <summary>Panels below each other.</summary>
    public static Sheet Wide(string id, double height, ImmutableArray<Panel> panels) => new("", "", panels) { Id = id, Margin = 0, Columns = 1, PanelWidth = Width, PanelHeight = height };

    /// <summary>Two panels beside each other.</summary>
    public static Sheet Pairs(string id, double height, ImmutableArray<Panel> panels) => new("", "", panels) { Id = id, Margin = 0, PanelWidth = Half, PanelHeight = height };
}
