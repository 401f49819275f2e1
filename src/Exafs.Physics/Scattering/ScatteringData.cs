using System.Collections.Immutable;
using System.Numerics;

namespace Exafs.Physics.Scattering;

/// <summary>All that the potentials of one element and edge say about EXAFS, whatever the structure: what the electron is in the solid, how it leaves its atom, how atoms scatter it.</summary>
/// <remarks>Made from FEFF's phase.pad (<see cref="PhasePad"/>), kept as safetensors (<see cref="ScatteringFile"/>), used by <see cref="RehrAlbers"/>.</remarks>
public sealed record ScatteringData
{
    public required int AtomicNumber { get; init; }

    /// <summary>K or L1: an s shell is left.</summary>
    public required string Edge { get; init; }

    /// <summary>The Fermi level, where k is 0, on the scale of the potentials, eV.</summary>
    public required double FermiEnergy { get; init; }

    /// <summary>k above the Fermi level, Å⁻¹ [n], rising from 0.</summary>
    public required ImmutableArray<double> K { get; init; }

    /// <summary>p = √(2m(E - V)): the momentum between the atoms, Å⁻¹ [n]; its imaginary part is half of 1/mean free path.</summary>
    public required ImmutableArray<Complex> Momentum { get; init; }

    /// <summary>exp(2iδ₁) of the absorber with its core hole, times the losses there [n].</summary>
    public required ImmutableArray<Complex> Central { get; init; }

    /// <summary>The atom that absorbed, when a path comes by again.</summary>
    public required PartialWaves Absorber { get; init; }

    /// <summary>Every other atom.</summary>
    public required PartialWaves Scatterer { get; init; }

    /// <summary>What program made this, and of what.</summary>
    public ImmutableSortedDictionary<string, string> Source { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>The k from <paramref name="from"/> to <paramref name="to"/>, both included, Å⁻¹.</summary>
    public Range Between(double from, double to) => K.Count(k => k < from - 1e-6)..K.Count(k => k <= to + 1e-6);

    /// <summary>The same, once its parts are found to fit together.</summary>
    /// <exception cref="InvalidDataException">They do not.</exception>
    internal ScatteringData Checked()
    {
        var n = K.Length;
        if (n < 2 || K[0] < 0 || Enumerable.Range(1, n - 1).Any(i => !(K[i] > K[i - 1]))) throw new InvalidDataException("k does not rise from 0");
        if (Momentum.Length != n || Central.Length != n || Absorber.T.Length != Absorber.Waves * n || Scatterer.T.Length != Scatterer.Waves * n)
            throw new InvalidDataException($"not everything has the {n} points of k");
        if (Absorber.Waves < 2 || Scatterer.Waves < 2) throw new InvalidDataException("fewer than two partial waves");
        if (Momentum.Any(p => !(p.Real > 0 && p.Imaginary >= 0))) throw new InvalidDataException("a momentum that does not go forward");
        return Momentum.Concat(Central).Concat(Absorber.T).Concat(Scatterer.T).All(Complex.IsFinite) ? this : throw new InvalidDataException("a number that is not finite");
    }
}
