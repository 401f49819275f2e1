namespace Exafs.Physics.Structures;

/// <summary>Which column of a LAMMPS dump means what.</summary>
internal sealed class LammpsColumns
{
    private readonly int _id, _type, _element, _x, _y, _z;
    private readonly bool _scaled;
    private readonly IReadOnlyList<int>? _elements;
    private readonly Range[] _words;

    private LammpsColumns(TextLines lines, string[] names, IReadOnlyList<int>? elements)
    {
        _elements = elements;
        _words = new Range[names.Length + 1];
        _id = Array.IndexOf(names, "id");
        _type = Array.IndexOf(names, "type");
        _element = Array.IndexOf(names, "element");
        (_x, _y, _z) = (-1, -1, -1);
        foreach (var kind in new[] { "u", "su", "", "s" })
        {
            (_x, _y, _z) = (Array.IndexOf(names, "x" + kind), Array.IndexOf(names, "y" + kind), Array.IndexOf(names, "z" + kind));
            _scaled = kind.StartsWith('s');
            if (_x >= 0 && _y >= 0 && _z >= 0) break;
        }

        if (_x < 0 || _y < 0 || _z < 0) throw lines.Wrong($"no positions among the columns \"{TextLines.Short(string.Join(' ', names))}\" (x y z, xu yu zu, xs ys zs or xsu ysu zsu)");
        if (_element < 0 && _type < 0) throw lines.Wrong("no column says what the atoms are (element, or type)");
        if (_element < 0 && elements is null) throw lines.Wrong("the atoms have a type and no element: say which element each type is");
    }

    public static LammpsColumns Of(TextLines lines, string header, IReadOnlyList<int>? elements) =>
        new(lines, TextLines.Words(header)[2..], elements);

    /// <summary>The atom of one line; without the column id it is counted.</summary>
    public (long Id, int Element, Vector Position) Atom(TextLines lines, string line, LammpsBox box, int number)
    {
        ReadOnlySpan<char> text = line;
        var count = text.SplitAny(_words, " \t", StringSplitOptions.RemoveEmptyEntries);
        if (count != _words.Length - 1) throw lines.Wrong($"an atom has {count}{(count == _words.Length ? " or more" : "")} values for {_words.Length - 1} columns");
        var position = new Vector(
            lines.Double(text[_words[_x]], "the x of an atom"),
            lines.Double(text[_words[_y]], "the y of an atom"),
            lines.Double(text[_words[_z]], "the z of an atom"));
        if (_scaled) position = box.Cell.ToPosition(position) + box.Origin;
        return (_id < 0 ? number : lines.Integer(text[_words[_id]], "the id of an atom"), Element(lines, text), position);
    }

    private int Element(TextLines lines, ReadOnlySpan<char> text)
    {
        if (_element >= 0)
        {
            var number = Elements.NumberOf(text[_words[_element]]);
            return number > 0 ? number : throw lines.Wrong($"\"{TextLines.Short(text[_words[_element]])}\" is no element");
        }

        var type = lines.Integer(text[_words[_type]], "the type of an atom");
        return type >= 1 && type <= _elements!.Count ? _elements[(int)type - 1] : throw lines.Wrong($"of type {type} no element is given ({_elements!.Count} are)");
    }
}
