using System.Globalization;
using System.Text.RegularExpressions;

namespace Exafs.Adapters.Files;

/// <summary>A line of numbers, as programs of five decades wrote them.</summary>
internal static partial class NumericRow
{
    /// <summary>Most columns of a table.</summary>
    public const int MaxColumns = 4096;

    /// <summary>The numbers of a line, or false where any word of it is none. An empty field between commas is NaN.</summary>
    public static bool TryParse(string line, List<double> values) =>
        TryScan(line, values) || (Fused().IsMatch(line) && TryScan(Fused().Replace(line, "$1 "), values));

    private static bool TryScan(string line, List<double> values)
    {
        values.Clear();
        bool expectValue = false;
        int i = 0;
        while (i < line.Length)
        {
            char c = line[i];
            if (char.IsWhiteSpace(c) || c == '\u001a')
            {
                i++;
            }
            else if (c is ',' or ';')
            {
                if (expectValue) values.Add(double.NaN);
                expectValue = true;
                i++;
            }
            else
            {
                int start = i;
                while (i < line.Length && !char.IsWhiteSpace(line[i]) && line[i] is not (',' or ';' or '\u001a')) i++;
                if (values.Count == MaxColumns || !TryNumber(line.AsSpan(start, i - start), out double value)) return false;
                values.Add(value);
                expectValue = false;
            }
        }

        return values.Count > 0;
    }

    private static bool TryNumber(ReadOnlySpan<char> word, out double value)
    {
        if (double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out value)) return true;
        value = double.NaN;
        if (word.Trim('*').IsEmpty || word.Contains("#IND", StringComparison.Ordinal) || word.Contains("#QNAN", StringComparison.Ordinal)) return true;
        if (word.Equals("inf", StringComparison.OrdinalIgnoreCase) || word[1..].Equals("inf", StringComparison.OrdinalIgnoreCase)) return true;
        if (word[1..].Equals("nan", StringComparison.OrdinalIgnoreCase)) return true;
        int exponent = word.IndexOfAny('D', 'd');
        if (exponent <= 0 || word.Length > 40) return false;
        Span<char> fortran = stackalloc char[word.Length];
        word.CopyTo(fortran);
        fortran[exponent] = 'E';
        return double.TryParse(fortran, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Fortran leaves no blank before a minus when a number fills its field: 1.234E+05-2.345E+04.</summary>
    [GeneratedRegex(@"([eEdD][+-]\d{2,3}|\d\.\d+)(?=-)")]
    private static partial Regex Fused();
}
