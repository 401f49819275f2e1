namespace Exafs.Adapters.Files;

/// <summary>A table of numbers within a text.</summary>
/// <param name="FirstLine">Index of its first line.</param>
/// <param name="Columns">[columns][rows].</param>
/// <param name="Dropped">Rows among its own that were malformed.</param>
internal sealed record NumericBlock(int FirstLine, double[][] Columns, int Dropped)
{
    /// <summary>From this many rows on, a table is not ended by a line that does not fit.</summary>
    private const int Established = 8;

    /// <summary>So many such lines in a row do end it.</summary>
    private const int Interruption = 4;

    public int Rows => Columns[0].Length;

    /// <summary>The longest table of two columns or more within the lines from <paramref name="start"/> to before <paramref name="end"/>; null where there is none.</summary>
    public static NumericBlock? Longest(string[] lines, int start, int end)
    {
        bool decimalComma = UsesDecimalComma(lines, start, end);
        NumericBlock? best = null;
        var rows = new List<double[]>();
        var row = new List<double>();
        var misfits = new List<int>();
        int first = start, dropped = 0;
        for (int i = start; i < end; i++)
        {
            string line = decimalComma ? lines[i].Replace(',', '.') : lines[i];
            if (string.IsNullOrWhiteSpace(line)) continue;
            bool numeric = NumericRow.TryParse(line, row);
            if (numeric && rows.Count > 0 && row.Count == rows[0].Length)
            {
                rows.Add([.. row]);
                dropped += RowsAmong(misfits, lines);
                misfits.Clear();
            }
            else if (rows.Count >= Established)
            {
                misfits.Add(i);
                if (misfits.Count < Interruption) continue;
                Keep();
                i = misfits[0] - 1;
                Restart();
            }
            else
            {
                Keep();
                Restart();
                first = i;
                if (numeric) rows.Add([.. row]);
            }
        }

        dropped += RowsAmong(misfits, lines);
        Keep();
        return best;

        void Keep()
        {
            if (rows.Count > 0 && rows[0].Length > 1 && rows.Count > (best?.Rows ?? 0)) best = new NumericBlock(first, Transpose(rows), dropped);
        }

        void Restart()
        {
            rows.Clear();
            misfits.Clear();
            dropped = 0;
        }
    }

    /// <summary>How many of the lines were begun as rows: a comment in the table, or a text below it, is no lost row.</summary>
    private static int RowsAmong(List<int> misfits, string[] lines) =>
        misfits.Count(i => lines[i].TrimStart() is [char c, ..] && (char.IsAsciiDigit(c) || c is '-' or '+' or '.'));

    private static double[][] Transpose(List<double[]> rows)
    {
        var columns = new double[rows[0].Length][];
        for (int c = 0; c < columns.Length; c++)
        {
            columns[c] = new double[rows.Count];
            for (int r = 0; r < rows.Count; r++) columns[c][r] = rows[r][c];
        }

        return columns;
    }

    /// <summary>Whether most lines of digits have commas inside their numbers, no points, and something else between the numbers.</summary>
    private static bool UsesDecimalComma(string[] lines, int start, int end)
    {
        int commas = 0, points = 0;
        for (int i = start; i < end; i++)
        {
            string line = lines[i].Trim();
            if (line.Length == 0 || !(char.IsAsciiDigit(line[0]) || line[0] is '-' or '+')) continue;
            if (line.Contains('.')) points++;
            else if (HasCommaInNumber(line) && line.AsSpan().ContainsAny(" \t;")) commas++;
        }

        return commas > points;
    }

    private static bool HasCommaInNumber(string line)
    {
        for (int i = 1; i < line.Length - 1; i++)
            if (line[i] == ',' && char.IsAsciiDigit(line[i - 1]) && char.IsAsciiDigit(line[i + 1])) return true;
        return false;
    }
}
