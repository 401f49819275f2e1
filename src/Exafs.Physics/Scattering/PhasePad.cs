using System.Collections.Immutable;
using System.Numerics;

namespace Exafs.Physics.Scattering;

/// <summary>FEFF's phase.pad, what its programs for potentials and phase shifts leave, for clusters of one element.</summary>
public static class PhasePad
{
    private const double Bohr = 0.52917721067, Hartree = 27.21138602;
    private const int Multipoles = 8;

    /// <param name="text">The file.</param>
    /// <exception cref="InvalidDataException">It is not such a file, or not one of an s shell and of two potentials of one element.</exception>
    public static ScatteringData Read(TextReader text)
    {
        var pad = new PadReader(text);
        // Spins, energies, of which on the real axis, above it; kinds of scatterers; shell with the hole, first energy above the Fermi level, characters of a number.
        var header = pad.Fields(0, 8);
        var (spins, energies, onAxis, kinds, shell) = ((int)header[0], (int)header[1], (int)header[2], (int)header[4], (int)header[5]);
        if (spins != 1 || kinds != 1 || header[7] != 8) throw pad.Broken("not one absorber and one kind of scatterer, without spin");
        if (shell is not (1 or 2)) throw pad.Broken($"shell {shell} is not an s shell; only the edges K and L1 are known");
        if (onAxis < 2 || energies < onAxis || energies > 1000) throw pad.Broken($"{onAxis} of {energies} energies");

        var levels = pad.Doubles(3); // Norman radius, Fermi energy, the edge
        var energy = pad.Complexes(energies);
        var reference = pad.Complexes(energies);
        var (absorber, atomicNumber) = Waves(pad, energies, onAxis);
        var (scatterer, other) = Waves(pad, energies, onAxis);
        if (other != atomicNumber) throw pad.Broken($"two elements, {atomicNumber} and {other}");
        var dipole = pad.Complexes(Multipoles * energies);
        return new ScatteringData
        {
            AtomicNumber = atomicNumber,
            Edge = shell == 1 ? "K" : "L1",
            FermiEnergy = levels[1] * Hartree,
            K = [.. energy.Take(onAxis).Select(e => Math.Sqrt(2 * Math.Max(0, e.Real - levels[2])) / Bohr)],
            Momentum = [.. Enumerable.Range(0, onAxis).Select(n => Complex.Sqrt(2 * (energy[n] - reference[n])) / Bohr)],
            // The matrix elements to p3/2 and p1/2 hold exp(iδ), and i; their squares sum to 3 where nothing is lost.
            Central = [.. Enumerable.Range(0, onAxis).Select(n => -((dipole[n] * dipole[n]) + (dipole[energies + n] * dipole[energies + n])) / 3)],
            Absorber = absorber,
            Scatterer = scatterer,
        }.Checked();
    }

    private static (PartialWaves Waves, int AtomicNumber) Waves(PadReader pad, int energies, int onAxis)
    {
        var kind = pad.Fields(0, 2);
        var highest = (int)kind[0];
        if (highest is < 1 or > 100) throw pad.Broken($"l up to {highest}");
        // δ of l from -highest to highest: below 0 that of j = |l| + 1/2, above that of j = l - 1/2.
        var shifts = pad.Complexes(energies * ((2 * highest) + 1));
        var t = ImmutableArray.CreateBuilder<Complex>((highest + 1) * onAxis);
        for (var l = 0; l <= highest; l++)
            for (var n = 0; n < onAxis; n++)
            {
                var middle = (n * ((2 * highest) + 1)) + highest;
                t.Add((((l + 1) * Scattering(shifts[middle - l])) + (l * Scattering(shifts[middle + l]))) / ((2 * l) + 1));
            }

        return (new PartialWaves(highest + 1, t.MoveToImmutable()), (int)kind[1]);
    }

    private static Complex Scattering(Complex shift) => Complex.Exp(Complex.ImaginaryOne * shift) * Complex.Sin(shift);
}
