namespace Exafs.Lab.Evaluate;

/// <summary>A line of the table: what was measured, and where it has to lie.</summary>
/// <param name="Test">What was done.</param>
/// <param name="Quantity">What of it is told, without its unit.</param>
/// <param name="Value">Of the networks.</param>
public sealed record Finding(string Test, string Quantity, double Value)
{
    /// <summary>Of all its values and limits; empty: a number.</summary>
    public string Unit { get; init; } = "";

    /// <summary>Digits after the point.</summary>
    public int Digits { get; init; } = 2;

    /// <summary>Of the decomposition over the library; null where it was not asked.</summary>
    public double? Decomposition { get; init; }

    /// <summary>Of a conventional fit; null where there is none.</summary>
    public double? Conventional { get; init; }

    /// <summary>Null: told, and not judged.</summary>
    public Bound? Pass { get; init; }

    /// <summary>What would be better still.</summary>
    public Bound? Stretch { get; init; }

    /// <summary>What a reader has to know beside.</summary>
    public string Note { get; init; } = "";

    /// <summary>Of the networks alone; empty where nothing is demanded.</summary>
    public string Verdict => Pass is not { } pass ? "" : !pass.Holds(Value) ? Fails : Stretch?.Holds(Value) == true ? "stretch" : "pass";

    /// <summary>What <see cref="Verdict"/> says of a value out of bounds.</summary>
    public const string Fails = "FAIL";

    /// <summary>A value as it stands in tables.</summary>
    public string Text(double value) => double.IsFinite(value) ? (Math.Round(value, Digits) + 0.0).ToString($"F{Digits}") : "none"; // + 0: no −0
}
