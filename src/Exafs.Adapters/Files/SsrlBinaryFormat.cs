using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Exafs.Adapters.Files;

/// <summary>Binary files of SSRL's EXAFS data collector: 800 bytes of text, offsets, weights, labels of 20 bytes, the number of points, rows of 4-byte floats.</summary>
/// <remarks>Before version 2 the floats are those of a VAX: the halves of a word change places, and the value is four times too large as IEEE.</remarks>
internal sealed partial class SsrlBinaryFormat : IFileFormat
{
    private const int TextBytes = 800, LabelBytes = 20, BytesBeforeRows = 16;

    public string Name => "SSRL binary";

    public bool Recognises(TextFile file) => file.Lines.Length == 0 && FirstLine().IsMatch(Text(file, 0, 40));

    public IReadOnlyList<FileScan> Read(TextFile file)
    {
        Match shape = Shape().Match(Text(file, 0, TextBytes));
        if (!shape.Success) throw new InvalidDataException($"{file.Name}: the header does not tell points and columns");
        int points = int.Parse(shape.Groups[1].Value), columns = int.Parse(shape.Groups[2].Value);
        int labelsAt = TextBytes + (8 * columns), rowsAt = labelsAt + (LabelBytes * columns) + BytesBeforeRows;
        int rows = Math.Min(points, (file.Bytes.Length - rowsAt) / (4 * Math.Max(columns, 1)));
        if (columns < 2 || rows < 1) throw new InvalidDataException($"{file.Name}: {points} points of {columns} columns announced, {file.Bytes.Length} bytes in the file");

        bool vax = double.Parse(FirstLine().Match(Text(file, 0, 40)).Groups[1].Value, CultureInfo.InvariantCulture) < 2;
        double[][] values = [.. Enumerable.Range(0, columns).Select(c => Enumerable.Range(0, rows).Select(r => Value(file.Bytes, rowsAt + (4 * ((r * columns) + c)), vax)).ToArray())];
        string[] labels = [.. Enumerable.Range(0, columns).Select(c => Text(file, labelsAt + (LabelBytes * c), LabelBytes).Trim())];
        return [TableScan.Of(ColumnTable.Of(Name, file.Name, new NumericBlock(0, values, points - rows), labels, new HeaderFacts()), file.Name)];
    }

    private static double Value(byte[] bytes, int at, bool vax)
    {
        uint word = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));
        return vax ? BitConverter.UInt32BitsToSingle((word << 16) | (word >> 16)) / 4 : BitConverter.UInt32BitsToSingle(word);
    }

    private static string Text(TextFile file, int at, int count) =>
        Encoding.Latin1.GetString(file.Bytes, Math.Min(at, file.Bytes.Length), Math.Clamp(file.Bytes.Length - at, 0, count)).Replace('\0', ' ');

    [GeneratedRegex(@"^\s*SSRL\s+-?\s*EXAFS Data Collector\s+(\d+\.\d+)")]
    private static partial Regex FirstLine();

    [GeneratedRegex(@"PTS:\s*(\d{1,7})\s+COLS:\s*(\d{1,4})")]
    private static partial Regex Shape();
}
