using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Exafs.Signal;

namespace Exafs.Lab.Reduce;

/// <summary>A value of a parameter, not null, that is to be checked.</summary>
internal readonly record struct LarchValue(string Key, JsonElement Value)
{
    public double Number(double least, double largest) =>
        Value.ValueKind == JsonValueKind.Number && Value.TryGetDouble(out double number) && number >= least && number <= largest
            ? number
            : throw Impossible(FormattableString.Invariant($"a number from {least} to {largest}"));

    /// <summary>2 and 2.0 are the same.</summary>
    public int Integer(int least, int largest) =>
        Value.ValueKind == JsonValueKind.Number && Value.TryGetDouble(out double number) && number >= least && number <= largest && double.IsInteger(number)
            ? (int)number
            : throw Impossible($"a whole number from {least} to {largest}");

    public int PowerOfTwo(int least, int largest) =>
        Integer(least, largest) is var number && BitOperations.IsPow2(number) ? number : throw Impossible($"a power of two from {least} to {largest}");

    public T Choice<T>(params (string Name, T Value)[] choices)
    {
        string? text = Value.ValueKind == JsonValueKind.String ? Value.GetString() : null;
        foreach ((string name, T value) in choices)
            if (name == text) return value;
        throw Impossible(string.Join(" or ", choices.Select(choice => $"\"{choice.Name}\"")));
    }

    /// <summary>By its first three letters, as Larch has it.</summary>
    public WindowKind Window()
    {
        string text = Value.ValueKind == JsonValueKind.String ? Value.GetString()!.Trim().ToLower(CultureInfo.InvariantCulture) : "";
        return (text.Length < 3 ? text : text[..3]) switch
        {
            "han" => WindowKind.Hanning,
            "fha" => WindowKind.FractionalHanning,
            "par" => WindowKind.Parzen,
            "wel" => WindowKind.Welch,
            "sin" => WindowKind.Sine,
            "kai" => WindowKind.Kaiser,
            "gau" => WindowKind.Gaussian,
            "bes" => WindowKind.Bessel,
            _ => throw Impossible("a window: hanning, fhanning, parzen, welch, sine, kaiser, gaussian or bessel"),
        };
    }

    private UsageException Impossible(string wanted) => new($"{Key}: {Value.GetRawText().ReplaceLineEndings(" ")} is not {wanted}");
}
