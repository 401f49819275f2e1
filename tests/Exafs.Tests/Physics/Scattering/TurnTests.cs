using System.Numerics;
using Exafs.Physics.Scattering;

namespace Exafs.Tests.Physics.Scattering;

/// <summary>Rotation matrices by recurrence against Wigner's sum.</summary>
public sealed class TurnTests
{
    private static readonly (int Row, int Column, int Sign, int At)[] Entries =
    [
        (0, 0, 0, Turn.R00), (0, 1, 0, Turn.R01), (0, 2, 0, Turn.R02), (1, 0, 0, Turn.R10), (2, 0, 0, Turn.R20),
        (1, 1, 1, Turn.Even11), (1, 2, 1, Turn.Even12), (2, 1, 1, Turn.Even21), (2, 2, 1, Turn.Even22),
        (1, 1, -1, Turn.Odd11), (1, 2, -1, Turn.Odd12), (2, 1, -1, Turn.Odd21), (2, 2, -1, Turn.Odd22),
    ];

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(1.7)]
    [InlineData(3.1)]
    [InlineData(Math.PI)]
    public void Set_GivesRotationsInEvenAndOddWaves(double beta)
    {
        var turn = new Turn(20);
        turn.Set(Math.Cos(beta), Math.Sin(beta));

        for (var l = 0; l < 20; l++)
            foreach (var (row, column, sign, at) in Entries)
            {
                var expected = row > l || column > l ? 0 : Expected(l, row, column, sign, beta);
                Assert.Equal(expected, turn.Coefficients[(l * Turn.Count) + at], 1e-9 * Math.Max(1, Math.Abs(expected)));
            }
    }

    /// <summary>Of γ, γ~ and d(-β), without C and z; of an even (odd) combination of ±µ: half of the sum over both of the row and both of the column.</summary>
    private static double Expected(int l, int row, int column, int sign, double beta)
    {
        double sum = 0;
        foreach (var r in row == 0 ? [0] : new[] { row, -row })
            foreach (var c in column == 0 ? [0] : new[] { column, -column })
            {
                var signs = (r < 0 && row % 2 != 0 ? -1 : 1) * (c < 0 && column % 2 != 0 ? -1 : 1) * (sign < 0 && r < 0 ? -1 : 1) * (sign < 0 && c < 0 ? -1 : 1);
                sum += signs * Wigner(l, r, c, -beta);
            }

        sum /= Math.Sqrt((row == 0 ? 1 : 2) * (column == 0 ? 1 : 2));
        var ladder = Math.Sqrt(Factorial(l + column) / Factorial(l - column) * Factorial(l - row) / Factorial(l + row));
        return (row % 2 == 0 ? 1 : -1) * ladder / Factorial(row) * sum;
    }

    private static double Wigner(int l, int row, int column, double beta)
    {
        double sum = 0;
        for (var k = Math.Max(0, column - row); k <= Math.Min(l + column, l - row); k++)
            sum += ((row - column + k) % 2 == 0 ? 1 : -1) * Math.Pow(Math.Cos(beta / 2), (2 * l) + column - row - (2 * k)) * Math.Pow(Math.Sin(beta / 2), row - column + (2 * k))
                / (Factorial(l + column - k) * Factorial(k) * Factorial(row - column + k) * Factorial(l - row - k));
        return sum * Math.Sqrt(Factorial(l + row) * Factorial(l - row) * Factorial(l + column) * Factorial(l - column));
    }

    private static double Factorial(int n) => (double)Enumerable.Range(1, n).Aggregate(BigInteger.One, (product, i) => product * i);
}
