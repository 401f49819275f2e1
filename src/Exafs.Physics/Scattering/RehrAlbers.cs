using System.Collections.Immutable;
using System.Numerics;
using System.Runtime.InteropServices;
using V = System.Numerics.Vector<double>;
using Vector = Exafs.Physics.Structures.Vector;

namespace Exafs.Physics.Scattering;

/// <summary>What each path of an electron from atom to atom adds to EXAFS, with curved waves, from phase shifts alone.</summary>
/// <remarks>
/// <para>Method: the separable propagators of J. J. Rehr and R. C. Albers, Phys. Rev. B 41, 8139 (1990), in their second order: six waves λ = (µ, ν) with |µ| + 2ν ≤ 2 on each leg;
/// single scattering is exact. The average over the directions of the polarisation. χ(k) = Im Σ χ̃(k) over all paths, each direction of a path by itself, with S02 = 1 and atoms at rest;
/// the mean free path is in Im p.</para>
/// <para>Accuracy: feff8l_genfmt with its default order gives the same to 1e-11 of the largest χ̃ of a path, on paths of 2 to 5 legs (FeffParityTests). The truncation itself shows where a path and
/// the same one backwards differ: by 4 % at k = 0, 1 % from 3 Å⁻¹, 0.2 % from 6 Å⁻¹ on one crooked triangle of iron (RehrAlbersTests).</para>
/// <para>What a path has in common with the one before, from its first atom on, is not computed again: paths that are asked for in the order of a tree (first atom, second, …) cost little more than
/// their last corners. The result does not depend on that. An instance is for one thread at a time; making one is cheap.</para>
/// <para>Potentials: an atom exactly at the origin is the absorber, every other one the scatterer.</para>
/// </remarks>
public sealed class RehrAlbers
{
    private readonly int _waves;
    private readonly Complex[] _momentum;
    private readonly ComplexVector[] _inverse, _central;
    private readonly ScatteringWaves _absorber, _scatterer, _dipole;
    private readonly int[] _counts;
    private readonly Turn _turn, _endTurn;
    private readonly CornerMatrix _corner, _end;
    private readonly List<Station> _stations = [];
    private readonly List<Vector> _known = [];

    /// <param name="data">Of the element.</param>
    /// <param name="points">The k that count, as indices of <see cref="ScatteringData.K"/>; see <see cref="ScatteringData.Between"/>. All, when null.</param>
    public RehrAlbers(ScatteringData data, Range? points = null)
    {
        var chosen = points ?? Range.All;
        K = [.. data.K.AsSpan()[chosen]];
        _momentum = data.Momentum.AsSpan()[chosen].ToArray();
        _inverse = ComplexVector.Blocks(Array.ConvertAll(_momentum, p => 1 / (Complex.ImaginaryOne * p)));
        _central = ComplexVector.Blocks(data.Central.AsSpan()[chosen]);
        _waves = Math.Max(data.Absorber.Waves, data.Scatterer.Waves);
        _absorber = ScatteringWaves.Of(data.Absorber, chosen, _waves);
        _scatterer = ScatteringWaves.Of(data.Scatterer, chosen, _waves);
        _dipole = ScatteringWaves.Dipole(_waves, K.Length);
        _counts = [.. _absorber.Counts.Zip(_scatterer.Counts, (a, b) => Math.Max(2, Math.Max(a, b)))];
        _turn = new(_waves);
        _endTurn = new(2);
        _corner = new(_waves, _inverse.Length);
        _end = new(_waves, _inverse.Length);
    }

    /// <summary>Å⁻¹ [n].</summary>
    public ImmutableArray<double> K { get; }

    /// <summary>p, Å⁻¹ [n].</summary>
    public ReadOnlySpan<Complex> Momentum => _momentum;

    /// <summary>χ̃(k) [n] of the path from the absorber at the origin over <paramref name="atoms"/>, Å, and back.</summary>
    /// <exception cref="ArgumentException">No atoms, or one twice in a row, or the absorber at an end of the list.</exception>
    public void Evaluate(ReadOnlySpan<Vector> atoms, Span<Complex> chi)
    {
        Amplitude(atoms, chi);
        var length = Length(atoms);
        for (var n = 0; n < chi.Length; n++)
        {
            var (sine, cosine) = Math.SinCos(_momentum[n].Real * length);
            chi[n] *= new Complex(cosine, sine) * Math.Exp(-_momentum[n].Imaginary * length);
        }
    }

    /// <summary>χ̃(k)·exp(-ip·length of the path) [n]: what is left when all that turns fast with the lengths is taken out.</summary>
    /// <exception cref="ArgumentException">No atoms, or one twice in a row, or the absorber at an end of the list.</exception>
    public void Amplitude(ReadOnlySpan<Vector> atoms, Span<Complex> amplitude)
    {
        if (atoms.IsEmpty) throw new ArgumentException("a path has an atom at least");
        if (amplitude.Length != K.Length) throw new ArgumentException($"room for {amplitude.Length} of {K.Length} k");
        var legs = atoms.Length + 1;
        Walk(atoms);
        double lengths = 1;
        foreach (var station in CollectionsMarshal.AsSpan(_stations)[..legs]) lengths *= station.Leg.Length;
        if (atoms.Length > 1) Close(legs);

        Span<double> re = stackalloc double[V.Count], im = stackalloc double[V.Count];
        var (last, first) = (new WaveStack.Twist(_stations[legs - 1].Twist), new WaveStack.Twist(_stations[0].Twist));
        for (var block = 0; block < _inverse.Length; block++)
        {
            var sum = atoms.Length > 1 ? _stations[legs - 1].Stack.Trace(block, last, first, _end) : BackScattering(block);
            // 1/(pr) of each leg: i times 1/(ipr).
            for (var leg = 0; leg < legs; leg++) sum = new ComplexVector(-sum.Im, sum.Re) * _inverse[block];
            sum = sum * _central[block] * (1 / (3 * lengths));
            sum.Re.CopyTo(re);
            sum.Im.CopyTo(im);
            for (var lane = 0; lane < V.Count && (block * V.Count) + lane < amplitude.Length; lane++) amplitude[(block * V.Count) + lane] = new(re[lane], im[lane]);
        }
    }

    /// <summary>Legs and corners up to the last atom, and the leg home.</summary>
    private void Walk(ReadOnlySpan<Vector> atoms)
    {
        var common = 0;
        while (common < Math.Min(atoms.Length, _known.Count) && atoms[common] == _known[common]) common++;
        _known.RemoveRange(common, _known.Count - common);
        while (_stations.Count <= atoms.Length) _stations.Add(new Station(_waves, _inverse.Length));
        for (var leg = common; leg <= atoms.Length; leg++)
        {
            var from = leg == 0 ? default : atoms[leg - 1];
            var way = (leg == atoms.Length ? default : atoms[leg]) - from;
            var length = way.Length;
            if (length == 0) throw new ArgumentException("a path does not stay where it is");
            var station = _stations[leg];
            station.Direction = way / length;
            station.Leg.Set(_inverse, _counts, length);
            if (leg > 0 && atoms.Length > 1) Turn(leg, from == default ? _absorber : _scatterer, leg == atoms.Length);
            if (leg < atoms.Length) _known.Add(atoms[leg]);
        }
    }

    /// <summary>The corner from the leg before to <paramref name="leg"/>, which may be the last one.</summary>
    private void Turn(int leg, ScatteringWaves atom, bool home)
    {
        var (before, station) = (_stations[leg - 1], _stations[leg]);
        station.Corner = Corner.Between(before.Direction, station.Direction);
        _turn.Set(station.Corner.Cosine, station.Corner.Sine);
        _corner.Set(atom, before.Leg, station.Leg, _turn, home);
        if (leg == 1)
        {
            station.Stack.Begin(_corner);
            return;
        }

        before.Twist = before.Corner.TwistTo(station.Corner, before.Direction);
        station.Stack.Continue(before.Stack, before.Twist, _corner, home);
    }

    /// <summary>The corner at the absorber, from the last leg to the first.</summary>
    private void Close(int legs)
    {
        var (last, first) = (_stations[legs - 1], _stations[0]);
        var corner = Corner.Between(last.Direction, first.Direction);
        _endTurn.Set(corner.Cosine, corner.Sine);
        _end.Set(_dipole, last.Leg, first.Leg, _endTurn, toAbsorber: true);
        last.Twist = last.Corner.TwistTo(corner, last.Direction);
        first.Twist = corner.TwistTo(_stations[1].Corner, first.Direction);
    }

    /// <summary>There and back over one atom: Σ_l (-1)^(l+1)·(2l+1)·t_l·([(1 - z)·C_l - z²·C_l']² + l(l+1)·z²·C_l²), times 3; the sum over ν ends by itself where the other end has l = 1.</summary>
    private ComplexVector BackScattering(int block)
    {
        var leg = _stations[0].Leg;
        var z = _inverse[block] * (1 / leg.Length);
        var values = leg.Values.AsSpan(block * _waves * 3);
        ComplexVector sum = default;
        for (var l = 0; l < _scatterer.Counts[block]; l++)
        {
            var (c, d) = (values[3 * l], values[(3 * l) + 1]);
            var (along, across) = (c - (z * (c + d)), z * c);
            var both = (along * along).Plus(across * across, l * (l + 1));
            sum = sum.Plus(_scatterer.T[(block * _waves) + l] * both, l % 2 == 0 ? -3 : 3);
        }

        return sum;
    }

    private static double Length(ReadOnlySpan<Vector> atoms)
    {
        var length = atoms[^1].Length;
        Vector from = default;
        foreach (var atom in atoms)
        {
            length += (atom - from).Length;
            from = atom;
        }

        return length;
    }

    /// <summary>A leg, the corner before it, the waves after that corner, and by how much the next corner's plane is turned about the leg, rad.</summary>
    private sealed class Station(int waves, int blocks)
    {
        public Leg Leg { get; } = new(waves, blocks);

        public WaveStack Stack { get; } = new(blocks);

        public Vector Direction { get; set; }

        public Corner Corner { get; set; }

        public double Twist { get; set; }
    }
}
