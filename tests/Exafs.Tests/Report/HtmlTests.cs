using Exafs.Report;

namespace Exafs.Tests.Report;

/// <summary>What comes from data stays words.</summary>
public sealed class HtmlTests
{
    private const string Bad = "<b a=\"1\">&'";

    [Fact]
    public void Of_Values_AreEscapedOnce() => Assert.Equal(
        "<p>&lt;b a=&quot;1&quot;&gt;&amp;' &lt; 0.5 <i>&lt;b a=&quot;1&quot;&gt;&amp;'</i> </p>",
        Html.Of($"<p>{Bad} {'<'} {0.5} {Html.Of($"<i>{Bad}</i>")} {null}</p>").Text);

    [Fact]
    public void Table_CellsAndHeads_AreEscaped() => Assert.Equal(
        "<div class=\"wide\"><table><thead><tr><th>&lt;</th></tr></thead><tbody><tr><td>&gt;</td></tr></tbody></table></div>",
        Html.Table(["<"], [[Html.Of($"{">"}")]]).Text);
}
