using System.Collections.Immutable;
using System.Xml.Linq;
using Exafs.Report.Plot;
using Exafs.Tests.Reference;

namespace Exafs.Tests.Report.Plot;

/// <summary>Figures as text.</summary>
public sealed class SheetTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void ToSvg_TinyFigure_IsTheApprovedText()
    {
        var panel = new Panel("*k*²χ(*k*)", new("*k* (Å⁻¹)") { Ticks = 2 }, new("χ") { Ticks = 2 }, [new LineLayer("foil", Palette.Ink, [0, 1, 2], [-1, 0.5, 1])]);

        Assert.Equal(
            File.ReadAllText(Path.Combine(RepositoryFolder.Path, "tests", "reference", "plot", "tiny.svg")),
            new Sheet("A foil", "", [panel]) { Columns = 1, PanelWidth = 240, PanelHeight = 180 }.ToSvg());
    }

    [Fact]
    public void ToSvg_TextOfData_IsEscapedAndTakenLiterally()
    {
        const string name = "a*b*c <script>&\"'\u0001\uD800 ½";
        var sheet = new Sheet(name, name, [new Panel("", new(""), new(""), [new LineLayer(name, Palette.Ink, [0, 1], [0, 1])])]);

        var svg = XDocument.Parse(sheet.ToSvg());

        Assert.Equal(4, svg.Descendants().Count(element => element.Value == "a*b*c <script>&\"'\uFFFD\uFFFD ½" && !element.HasElements));
        Assert.Empty(svg.Descendants(Svg + "script"));
    }

    [Fact]
    public void ToSvg_Label_HasItalicsAndReturnsToItsBaseline()
    {
        var sheet = new Sheet("", "", [new Panel("", new("*σ*₁² (Å²)"), new(""), [])]);

        XElement label = XDocument.Parse(sheet.ToSvg()).Descendants(Svg + "text").Single(text => text.Value.Contains("(Å", StringComparison.Ordinal));

        Assert.Equal("σ12 (Å2)", label.Value);
        Assert.Equal(["σ"], label.Elements().Where(run => run.Attribute("font-style") is not null).Select(run => run.Value));
        Assert.Equal(0, label.Elements().Sum(run => (double?)run.Attribute("dy") ?? 0), 1e-9);
    }

    [Fact]
    public void ToSvg_AllLayers_DrawWithinThePanelAndAreNamed()
    {
        ImmutableArray<double> x = [0, 1, double.NaN, 3], y = [0, 2, double.NaN, -1];
        ImmutableArray<Layer> layers =
        [
            new LineLayer("line", Palette.Ink, x, y), new BandLayer("band", Palette.Accent, x, y, [1, 3, 2, 0]), new PointLayer("points", Palette.Ink, x, y),
            new BarLayer("bars", Palette.Ink, [0, 1], [0, 0], [1, 2], 0.5), new MarkLayer("marks", Palette.Ink, [1, 99], ["here", "beyond"]),
            new HeatLayer("heat", [0, 1, 2], [0, 1], [0, 1], 1),
        ];

        var svg = new Sheet("", "", [new Panel("", new(""), new(""), layers)]).ToSvg();

        Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("beyond", svg, StringComparison.Ordinal);
        var texts = XDocument.Parse(svg).Descendants(Svg + "text").Select(text => text.Value).ToList();
        Assert.All(layers, layer => Assert.Contains(layer.Name, texts));
    }

    [Fact]
    public void ToSvg_PointThatIsNoNumber_BreaksTheCurve()
    {
        var svg = XDocument.Parse(new Sheet("", "", [new Panel("", new(""), new(""), [new LineLayer(null, "#123456", [0, 1, 2, 3, 4], [0, 1, double.NaN, 1, 0])])]).ToSvg());

        XElement curve = svg.Descendants(Svg + "path").Single(path => (string?)path.Attribute("stroke") == "#123456");
        Assert.Equal((2, 2), (curve.Attribute("d")!.Value.Count(c => c == 'M'), curve.Attribute("d")!.Value.Count(c => c == 'l')));
    }

    [Fact]
    public void ToSvg_NothingToDraw_IsAnEmptyPanel() =>
        Assert.NotEmpty(XDocument.Parse(new Sheet("", "", [new Panel("none", new("x"), new("y"), [new LineLayer(null, Palette.Ink, [], [])])]).ToSvg()).Descendants(Svg + "text"));
}
