using System.Globalization;

namespace Exafs.Adapters.Files;

/// <summary>The photon energies of a table.</summary>
internal sealed record EnergyAxis
{
    /// <summary>hc, eV·Å, of CODATA 2010 as Larch has it: files given by angle are then on the energies that users compare with.</summary>
    private const double PlanckTimesLight = 12398.4193;

    /// <summary>Energies are kept to 1 µeV, a thousandth of the finest step of a monochromator, so that a file and its export to fewer digits give the same χ(k), and 8.979 keV is 8979 eV.</summary>
    private const string Format = "F6";

    private const double LeastEnergy = 200, LargestEnergy = 200_000;
    private const double LeastKeV = 0.1, LargestKeV = 200;

    /// <summary>No spectrum reaches from an energy to so many times as much; an axis of k, of time or of pixels does.</summary>
    private const double LargestSpan = 5;

    /// <summary>A table without labels has its energies in the first columns, and they go one way but for jitter.</summary>
    private const double Monotony = 0.9;

    private EnergyAxis(Column source, IEnumerable<double> values, string text)
    {
        Source = source;
        Values = [.. values.Select(Rounded)];
        Text = text;
    }

    /// <summary>The column they come from.</summary>
    public Column Source { get; }

    /// <summary>eV [rows]; NaN or 0 where a row has none.</summary>
    public double[] Values { get; }

    /// <summary>For a person.</summary>
    public string Text { get; }

    public static EnergyAxis? Find(ColumnTable table)
    {
        foreach (Column column in table.Columns.Where(c => c.Role == ColumnRole.Energy))
            if (Of(column) is { } axis) return axis;
        foreach (Column column in table.Columns.Where(c => c.Role == ColumnRole.Angle))
            if (table.Facts.DSpacing is { } spacing && OfAngle(column, spacing) is { } axis) return axis;
        foreach (Column column in table.Columns.Where(c => c.Role == ColumnRole.Unknown && GoesOneWay(c.Values)))
            if (Of(column) is { } axis) return axis;
        return null;
    }

    public static EnergyAxis? OfAngle(Column angle, double spacing)
    {
        double[] values = angle.Values;
        bool milli = values.Any(v => v > 90);
        double[] energy = [.. values.Select(v => PlanckTimesLight / (2 * spacing * Math.Sin(double.DegreesToRadians(milli ? v / 1000 : v))))];
        return Of(angle with { Values = energy }) is null
            ? null
            : new EnergyAxis(angle, energy, FormattableString.Invariant($"energy from {angle.Text} in {(milli ? "millidegrees" : "degrees")} with d = {spacing} Å"));
    }

    private static EnergyAxis? Of(Column column)
    {
        double[] real = [.. column.Values.Where(v => double.IsFinite(v) && v != 0)];
        if (real.Length == 0 || real.Min() == real.Max()) return null;
        double[] middle = [.. real.Order().Skip(real.Length / 20).SkipLast(real.Length / 20)];
        if (middle[^1] > LargestSpan * middle[0]) return null;
        if (real.All(v => v is > LeastEnergy and < LargestEnergy)) return new EnergyAxis(column, column.Values, $"energy = {column.Text}");
        if (real.All(IsKeV))
            return new EnergyAxis(column, column.Values.Select(v => v * 1000), $"energy = {column.Text} in keV");
        double[] plausible = [.. real.Where(v => v is > LeastEnergy and < LargestEnergy)];
        return plausible.Length < 0.9 * real.Length
            ? null
            : new EnergyAxis(column, column.Values.Select(v => v is > LeastEnergy and < LargestEnergy ? v : double.NaN), $"energy = {column.Text}");
    }

    /// <summary>Whether a number can be an energy in keV, and none in eV.</summary>
    public static bool IsKeV(double value) => value is >= LeastKeV and <= LargestKeV;

    /// <summary>By way of its digits, as an export does it: Math.Round multiplies first, and turns some ties around.</summary>
    private static double Rounded(double energy) =>
        double.IsFinite(energy) ? double.Parse(energy.ToString(Format, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : energy;

    private static bool GoesOneWay(double[] values)
    {
        int up = 0, down = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] > values[i - 1]) up++;
            if (values[i] < values[i - 1]) down++;
        }

        return Math.Max(up, down) >= Monotony * (up + down) && up + down > 0;
    }
}
