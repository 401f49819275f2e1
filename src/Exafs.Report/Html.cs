using System.Globalization;
using Exafs.Report.Plot;

namespace Exafs.Report;

/// <summary>HTML that is safe to write: what is set into it is escaped, unless it is of this type itself.</summary>
internal readonly record struct Html(string Text)
{
    public static Html Empty { get; } = new("");

    public override string ToString() => Text;

    /// <summary>The letters of the string as they stand, its values escaped, numbers as everywhere.</summary>
    public static Html Of(FormattableString html) => new(string.Format(
        CultureInfo.InvariantCulture,
        html.Format,
        [.. html.GetArguments().Select(value => value is int or long or double ? value : new Html(value is Html ready ? ready.Text : SvgText.Escape(value?.ToString() ?? "")))]));

    /// <summary>One after the other.</summary>
    public static Html All(IEnumerable<Html> parts) => new(string.Concat(parts.Select(part => part.Text)));

    /// <summary>A table; the first column as wide as its words, the words of all cells escaped.</summary>
    public static Html Table(IEnumerable<string> heads, IEnumerable<IReadOnlyList<Html>> rows) => Of(
        $"<div class=\"wide\"><table><thead><tr>{All(heads.Select(head => Of($"<th>{head}</th>")))}</tr></thead><tbody>{All(rows.Select(row => Of($"<tr>{All(row.Select(cell => Of($"<td>{cell}</td>")))}</tr>")))}</tbody></table></div>");

    /// <summary>A drawing with what there is to say about it.</summary>
    public static Html Figure(string heading, Sheet? sheet, string caption) => sheet is null || sheet.Panels.IsEmpty
        ? Empty
        : Of($"<section><h2>{heading}</h2><figure>{new Html(sheet.ToSvg())}<figcaption>{caption}</figcaption></figure></section>\n");
}
