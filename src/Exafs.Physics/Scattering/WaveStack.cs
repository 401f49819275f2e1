using System.Runtime.CompilerServices;

namespace Exafs.Physics.Scattering;

/// <summary>The product of the corners passed so far: from the waves with which a path leaves the absorber, (0,0), (0,1), 1+, 1-, to those of the leg it is on.</summary>
/// <remarks>Waves of the first leg beyond these four do not exist: they need l ≥ |µ| + ν, and the electron leaves with l = 1.</remarks>
internal sealed class WaveStack(int blocks)
{
    private const int Columns = 4, Rows = 6, Count = Rows * Columns;

    /// <summary>[block][row][column]; rows (0,0), (0,1), 1+, 2+, 1-, 2-.</summary>
    private readonly ComplexVector[] _values = new ComplexVector[blocks * Count];

    /// <summary>After the first corner.</summary>
    public void Begin(CornerMatrix corner)
    {
        for (var block = 0; block < blocks; block++)
        {
            var f = corner.Values.AsSpan(block * CornerMatrix.Count, CornerMatrix.Count);
            var x = _values.AsSpan(block * Count, Count);
            x.Clear();
            for (var row = 0; row < 4; row++) f.Slice(4 * row, 3).CopyTo(x[(Columns * row)..]);
            (x[(Columns * 4) + 3], x[(Columns * 5) + 3]) = (f[16], f[18]);
        }
    }

    /// <summary>After one more corner, whose plane is turned by <paramref name="twist"/> about the leg that comes to it, rad.</summary>
    /// <param name="before">Before it.</param>
    /// <param name="twist">Of the leg to it.</param>
    /// <param name="corner">What happens at it.</param>
    /// <param name="toAbsorber">Whether the leg from it ends at the absorber, where nothing asks for the rows 2+ and 2-.</param>
    public void Continue(WaveStack before, double twist, CornerMatrix corner, bool toAbsorber)
    {
        Span<ComplexVector> turned = stackalloc ComplexVector[Rows];
        var twisted = new Twist(twist);
        for (var block = 0; block < blocks; block++)
        {
            ReadOnlySpan<ComplexVector> f = corner.Values.AsSpan(block * CornerMatrix.Count, CornerMatrix.Count);
            ReadOnlySpan<ComplexVector> from = before._values.AsSpan(block * Count, Count);
            var to = _values.AsSpan(block * Count, Count);
            for (var column = 0; column < Columns; column++)
            {
                twisted.Apply(from[column..], turned);
                for (var row = 0; row < (toAbsorber ? 3 : 4); row++) to[(Columns * row) + column] = Even(f.Slice(4 * row, 4), turned).Plus(f[(4 * row) + 3], turned[3]);
                to[(Columns * 4) + column] = (f[16] * turned[4]).Plus(f[17], turned[5]);
                if (!toAbsorber) to[(Columns * 5) + column] = (f[18] * turned[4]).Plus(f[19], turned[5]);
            }
        }
    }

    /// <summary>Closes the path at the absorber: the trace over the waves of the first leg, of one block.</summary>
    /// <param name="block">Which k.</param>
    /// <param name="last">The twist of the last leg, rad.</param>
    /// <param name="first">The twist of the first leg, rad.</param>
    /// <param name="absorber">The corner at the absorber.</param>
    public ComplexVector Trace(int block, Twist last, Twist first, CornerMatrix absorber)
    {
        ReadOnlySpan<ComplexVector> m = absorber.Values.AsSpan(block * CornerMatrix.Count, CornerMatrix.Count);
        ReadOnlySpan<ComplexVector> from = _values.AsSpan(block * Count, Count);
        Span<ComplexVector> turned = stackalloc ComplexVector[Rows];
        ComplexVector sum = default;
        for (var column = 0; column < 2; column++)
        {
            last.Apply(from[column..], turned);
            sum += Even(m[(4 * column)..], turned);
        }

        last.Apply(from[2..], turned);
        sum = sum.Plus(Even(m[8..], turned), first.Cosine1).PlusImaginary(m[16] * turned[4], first.Sine1);
        last.Apply(from[3..], turned);
        return sum.Plus(m[16] * turned[4], first.Cosine1).PlusImaginary(Even(m[8..], turned), first.Sine1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ComplexVector Even(ReadOnlySpan<ComplexVector> row, ReadOnlySpan<ComplexVector> turned) => (row[0] * turned[0]).Plus(row[1], turned[1]).Plus(row[2], turned[2]);

    /// <summary>exp(iµφ): the frame of a leg turned from the plane of one corner into that of the next, which mixes even and odd.</summary>
    internal readonly struct Twist(double angle)
    {
        public readonly double Cosine1 = Math.Cos(angle), Sine1 = Math.Sin(angle);
        private readonly double _cosine2 = Math.Cos(2 * angle), _sine2 = Math.Sin(2 * angle);

        /// <summary>One column of rows, <see cref="Columns"/> apart.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply(ReadOnlySpan<ComplexVector> from, Span<ComplexVector> to)
        {
            (to[0], to[1]) = (from[0], from[Columns]);
            to[2] = (from[2 * Columns] * Cosine1).PlusImaginary(from[4 * Columns], Sine1);
            to[4] = (from[4 * Columns] * Cosine1).PlusImaginary(from[2 * Columns], Sine1);
            to[3] = (from[3 * Columns] * _cosine2).PlusImaginary(from[5 * Columns], _sine2);
            to[5] = (from[5 * Columns] * _cosine2).PlusImaginary(from[3 * Columns], _sine2);
        }
    }
}
