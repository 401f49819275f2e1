namespace Exafs.Physics.Structures;

/// <summary>Which column of an extended XYZ frame means what.</summary>
internal sealed class XyzColumns
{
    // Far more than any program writes.
    private const int WidestProperty = 1000;

    private readonly int _symbol = -1, _number = -1, _position = -1;
    private readonly int _count;

    private XyzColumns(TextLines lines, string[] parts)
    {
        for (var i = 0; i + 2 < parts.Length; i += 3)
        {
            if (!int.TryParse(parts[i + 2], out var width) || width is < 1 or > WidestProperty) throw lines.Wrong($"Properties gives {parts[i]} \"{TextLines.Short(parts[i + 2])}\" columns");
            if (parts[i] == "species" && width == 1) _symbol = _count;
            else if (parts[i] == "Z" && width == 1) _number = _count;
            else if (parts[i] == "pos" && width == 3) _position = _count;
            _count += width;
        }

        if (parts.Length % 3 != 0) throw lines.Wrong("Properties is not name:type:columns for each");
        if (_position < 0) throw lines.Wrong("Properties has no pos of three columns");
        if (_symbol < 0 && _number < 0) throw lines.Wrong("Properties has neither species nor Z");
    }

    public static XyzColumns Of(TextLines lines, string properties) => new(lines, properties.Split(':'));

    public (int Element, Vector Position) Atom(TextLines lines, string line)
    {
        var words = TextLines.Words(line);
        if (words.Length < _count) throw lines.Wrong($"an atom has {words.Length} values for {_count} columns");
        Vector position = lines.Vector(words[_position..], "the position of an atom");
        if (_symbol >= 0)
        {
            var element = Elements.NumberOf(words[_symbol]);
            return element > 0 ? (element, position) : throw lines.Wrong($"\"{TextLines.Short(words[_symbol])}\" is no element");
        }

        var number = lines.Integer(words[_number], "the atomic number");
        return number >= 1 && number <= Elements.Last ? ((int)number, position) : throw lines.Wrong($"{number} is no atomic number of an element");
    }
}
