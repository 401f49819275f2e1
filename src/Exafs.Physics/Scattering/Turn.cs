namespace Exafs.Physics.Scattering;

/// <summary>What a corner of a path does to its waves: rotation matrices d^l_{μ'μ}(β), with the factors of Γ and Γ~ that depend on l and µ alone.</summary>
/// <remarks>
/// Method: in the even and odd combinations of µ and -µ, which a rotation within the plane of the corner does not mix; d^l for |µ| ≤ 2 from closed forms at l ≤ 2 and
/// the three-term recurrence in l. The order of <see cref="Coefficients"/> of one l is that of the constants; [r,c] is the row µ' and the column µ.
/// </remarks>
internal sealed class Turn
{
    public const int Count = 13;
    public const int R00 = 0, R01 = 1, R02 = 2, R10 = 3, Even11 = 4, Even12 = 5, Odd11 = 6, Odd12 = 7, R20 = 8, Even21 = 9, Even22 = 10, Odd21 = 11, Odd22 = 12;

    // d of (µ', µ) = (0,0), (1,0), (2,0), (1,1), (1,-1), (2,1), (2,-1), (2,2), (2,-2).
    private static readonly (int Row, int Column)[] s_kinds = [(0, 0), (1, 0), (2, 0), (1, 1), (1, -1), (2, 1), (2, -1), (2, 2), (2, -2)];
    private readonly int _waves;
    private readonly double[] _slope, _offset, _before, _a1, _a2;

    public Turn(int waves)
    {
        _waves = waves;
        Coefficients = new double[waves * Count];
        _a1 = [.. Enumerable.Range(0, waves).Select(l => Math.Sqrt(l * (l + 1)))];
        _a2 = [.. Enumerable.Range(0, waves).Select(l => l < 2 ? 0 : Math.Sqrt((l - 1) * l * (l + 1) * (l + 2)))];
        (_slope, _offset, _before) = (new double[waves * s_kinds.Length], new double[waves * s_kinds.Length], new double[waves * s_kinds.Length]);
        for (var l = 2; l < waves; l++)
            for (var kind = 0; kind < s_kinds.Length; kind++)
            {
                var (row, column) = s_kinds[kind];
                var divisor = l * Root(l + 1, row) * Root(l + 1, column);
                var at = (l * s_kinds.Length) + kind;
                _slope[at] = ((2 * l) + 1) * l * (l + 1) / divisor;
                _offset[at] = -((2 * l) + 1) * row * column / divisor;
                _before[at] = -(l + 1) * Root(l, row) * Root(l, column) / divisor;
            }

        static double Root(int l, int m) => Math.Sqrt((l * l) - (m * m));
    }

    /// <summary>[l][<see cref="Count"/>].</summary>
    public double[] Coefficients { get; }

    /// <summary>By β from 0 to π.</summary>
    public void Set(double cosine, double sine)
    {
        var (x, s) = (cosine, sine);
        var (forward, backward) = ((1 + x) / 2, (1 - x) / 2);
        Span<double> before = [x, -s / Math.Sqrt(2), 0, forward, backward, 0, 0, 0, 0];
        Span<double> now =
        [
            ((3 * x * x) - 1) / 2, -Math.Sqrt(1.5) * s * x, Math.Sqrt(6) / 4 * s * s, forward * ((2 * x) - 1), backward * ((2 * x) + 1),
            -s * forward, -s * backward, forward * forward, backward * backward,
        ];
        Write(0, [1, 0, 0, 0, 0, 0, 0, 0, 0]);
        Write(1, before);
        for (var l = 2; l < _waves; l++)
        {
            Write(l, now);
            for (var kind = 0; kind < now.Length; kind++)
            {
                var at = (l * now.Length) + kind;
                (before[kind], now[kind]) = (now[kind], (((_slope[at] * x) + _offset[at]) * now[kind]) + (_before[at] * before[kind]));
            }
        }
    }

    // N_lµ is √(2l+1) divided by 1, a1, a2 for µ = 0, 1, 2; √(2l+1) twice stands with t_l.
    private void Write(int l, ReadOnlySpan<double> d)
    {
        const double Root2 = 1.4142135623730951;
        var at = Coefficients.AsSpan(l * Count, Count);
        at[R00] = d[0];
        if (l < 1) return;
        var (a1, inverse1) = (_a1[l], 1 / _a1[l]);
        at[R01] = Root2 * a1 * d[1];
        at[R10] = Root2 * inverse1 * d[1];
        at[Even11] = d[4] - d[3];
        at[Odd11] = -d[4] - d[3];
        if (l < 2) return;
        var (a2, inverse2) = (_a2[l], 0.5 / _a2[l]);
        var (difference, sum) = (d[6] - d[5], -d[6] - d[5]);
        at[R02] = Root2 * a2 * d[2];
        at[R20] = Root2 * inverse2 * d[2];
        at[Even12] = a2 * inverse1 * difference;
        at[Odd12] = a2 * inverse1 * sum;
        at[Even21] = a1 * inverse2 * difference;
        at[Odd21] = a1 * inverse2 * sum;
        at[Even22] = (d[7] + d[8]) / 2;
        at[Odd22] = (d[7] - d[8]) / 2;
    }
}
