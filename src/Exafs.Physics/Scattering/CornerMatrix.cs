
namespace Exafs.Physics.Scattering;

/// <summary>F_λ'λ of a corner: how much of each wave λ = (µ, ν) of the leg that comes goes on in each wave λ' of the leg that leaves, for (µ, ν) = (0,0), (0,1), (±1,0), (±2,0).</summary>
/// <remarks>
/// Method: F = Σ_l t_l · γ^l_λ'(ρ') · R^l_µ'µ(β) · γ~^l_λ(ρ) (Rehr and Albers 1990), both frames turned about the normal of the corner's plane. Then the even
/// combinations of µ and -µ, (0,0), (0,1), 1+, 2+, and the odd ones, 1-, 2-, do not mix: 16 + 4 numbers in place of 36. γ and γ~ are products of few factors, so that
/// each number is a sum over l of one of six products with a real coefficient of <see cref="Turn"/>.
/// </remarks>
internal sealed class CornerMatrix(int waves, int blocks)
{
    /// <summary>Numbers of a block.</summary>
    public const int Count = 20;

    /// <summary>[block][<see cref="Count"/>]: even [row][column] of 4, odd [row][column] of 2.</summary>
    public ComplexVector[] Values { get; } = new ComplexVector[blocks * Count];

    /// <param name="atom">What scatters.</param>
    /// <param name="comes">The leg to it.</param>
    /// <param name="leaves">The leg from it.</param>
    /// <param name="turn">By how much the leg turns.</param>
    /// <param name="toAbsorber">Whether the leg from it ends at the absorber, with l = 1, where nothing asks for the rows 2+ and 2-; they stay as they are.</param>
    public void Set(ScatteringWaves atom, Leg comes, Leg leaves, Turn turn, bool toAbsorber)
    {
        Span<ComplexVector> scattered = stackalloc ComplexVector[2 * waves];
        for (var block = 0; block < blocks; block++)
        {
            var count = atom.Counts[block];
            var t = atom.T.AsSpan(block * waves, count);
            var from = comes.Values.AsSpan(block * waves * 3, count * 3);
            for (var l = 0; l < count; l++) (scattered[2 * l], scattered[(2 * l) + 1]) = (t[l] * from[3 * l], t[l] * from[(3 * l) + 1]);

            var to = leaves.Values.AsSpan(block * waves * 3, count * 3);
            var f = Values.AsSpan(block * Count, Count);
            RowOfC(scattered, to, turn.Coefficients, f);
            RowsOfD(scattered, to, turn.Coefficients, f);
            if (!toAbsorber) RowsOfH(scattered, to, turn.Coefficients, f);
        }
    }

    /// <summary>Row (0,0): out of it goes C.</summary>
    private static void RowOfC(ReadOnlySpan<ComplexVector> scattered, ReadOnlySpan<ComplexVector> to, ReadOnlySpan<double> turn, Span<ComplexVector> f)
    {
        ComplexVector f00 = default, f01 = default, f02 = default, f03 = default;
        for (int l = 0, at = 0; at < to.Length; l++, at += 3)
        {
            var r = turn.Slice(l * Turn.Count, Turn.Count);
            var (c, d) = (scattered[2 * l] * to[at], scattered[(2 * l) + 1] * to[at]);
            f00 = f00.Plus(c, r[Turn.R00]);
            f01 = f01.Plus(d, r[Turn.R00]);
            f02 = f02.Plus(c, r[Turn.R01]);
            f03 = f03.Plus(c, r[Turn.R02]);
        }

        (f[0], f[1], f[2], f[3]) = (f00, f01, f02, f03);
    }

    /// <summary>Rows (0,1), 1+ and 1-: out of them goes zC'.</summary>
    private static void RowsOfD(ReadOnlySpan<ComplexVector> scattered, ReadOnlySpan<ComplexVector> to, ReadOnlySpan<double> turn, Span<ComplexVector> f)
    {
        ComplexVector f10 = default, f11 = default, f12 = default, f13 = default, f20 = default, f21 = default, f22 = default, f23 = default;
        ComplexVector odd00 = default, odd01 = default;
        for (int l = 0, at = 1; at < to.Length; l++, at += 3)
        {
            var r = turn.Slice(l * Turn.Count, Turn.Count);
            var (c, d) = (scattered[2 * l] * to[at], scattered[(2 * l) + 1] * to[at]);
            f10 = f10.Plus(c, r[Turn.R00]);
            f11 = f11.Plus(d, r[Turn.R00]);
            f12 = f12.Plus(c, r[Turn.R01]);
            f13 = f13.Plus(c, r[Turn.R02]);
            f20 = f20.Plus(c, r[Turn.R10]);
            f21 = f21.Plus(d, r[Turn.R10]);
            f22 = f22.Plus(c, r[Turn.Even11]);
            f23 = f23.Plus(c, r[Turn.Even12]);
            odd00 = odd00.Plus(c, r[Turn.Odd11]);
            odd01 = odd01.Plus(c, r[Turn.Odd12]);
        }

        (f[4], f[5], f[6], f[7], f[8], f[9], f[10], f[11], f[16], f[17]) = (f10, f11, f12, f13, f20, f21, f22, f23, odd00, odd01);
    }

    /// <summary>Rows 2+ and 2-: out of them goes z²C''.</summary>
    private static void RowsOfH(ReadOnlySpan<ComplexVector> scattered, ReadOnlySpan<ComplexVector> to, ReadOnlySpan<double> turn, Span<ComplexVector> f)
    {
        ComplexVector f30 = default, f31 = default, f32 = default, f33 = default, odd10 = default, odd11 = default;
        for (int l = 0, at = 2; at < to.Length; l++, at += 3)
        {
            var r = turn.Slice(l * Turn.Count, Turn.Count);
            var (c, d) = (scattered[2 * l] * to[at], scattered[(2 * l) + 1] * to[at]);
            f30 = f30.Plus(c, r[Turn.R20]);
            f31 = f31.Plus(d, r[Turn.R20]);
            f32 = f32.Plus(c, r[Turn.Even21]);
            f33 = f33.Plus(c, r[Turn.Even22]);
            odd10 = odd10.Plus(c, r[Turn.Odd21]);
            odd11 = odd11.Plus(c, r[Turn.Odd22]);
        }

        (f[12], f[13], f[14], f[15], f[18], f[19]) = (f30, f31, f32, f33, odd10, odd11);
    }
}
