using System.Collections.Immutable;
using Exafs.Inference.Features;
using Exafs.Physics.Comparison;
using Exafs.Physics.Libraries;
using Exafs.Physics.Vibrations;

namespace Exafs.Inference.Calibration;

/// <summary>χ(k) of theory of an element's foil at a temperature, as a reduction would give it with S0² = 1 and ΔE0 = 0.</summary>
/// <remarks>
/// The library's reference, plus by how much the spectra of its phase and potential differ between the reference and the wanted temperature. That difference
/// is read off a polynomial of second degree in the first shell's distance and σ², fitted to the crystals around, so that at the wanted ones the first shell is
/// right by itself. σ²(T) follows Einstein's oscillator through the reference's σ², the distance the thermal expansion. Times (1 + ħ²k²/2mₑE0)^(−a), the fall of
/// the absorption that χ rides on. At the reference's own temperature it is the reference.
/// </remarks>
public sealed class FoilTheory
{
    /// <summary>A polynomial of second degree in two variables.</summary>
    private const int Terms = 6;

    private readonly StructureSet _reference, _training;
    private readonly TheoryScale _scale;
    private readonly double _expansion, _distance, _sigma2, _theta, _reducedMass;

    /// <param name="library">With a reference.</param>
    /// <param name="scale">Of the edge.</param>
    /// <param name="expansion">Linear thermal expansion at 293 K, 1/K.</param>
    /// <param name="reducedMass">Of a pair of neighbours, g/mol.</param>
    /// <exception cref="InvalidDataException">It has none, or one without shells.</exception>
    public FoilTheory(StructureLibrary library, TheoryScale scale, double expansion, double reducedMass)
    {
        _reference = library.Reference ?? throw new InvalidDataException("the library has no reference to compare foils with");
        (_training, _scale, _expansion, _reducedMass) = (library.Training, scale, expansion, reducedMass);
        (_distance, _sigma2) = (_reference.Shells.As<float>()[1], _reference.Shells.As<float>()[2]);
        if (!(_sigma2 > 0)) throw new InvalidDataException("the reference has no first shell");
        ReferenceTemperature = _reference.Label("temperature_kelvin")[0];
        _theta = Theta();
    }

    /// <summary>Of the library's own metal.</summary>
    /// <exception cref="InvalidDataException">It has no reference, or of its element no thermal expansion is tabulated.</exception>
    public static FoilTheory Of(StructureLibrary library, TheoryScale scale) => Metal.Of(library.Manifest.Element) is { } metal
        ? new(library, scale, metal.Expansion, metal.AtomicMass / 2)
        : throw new InvalidDataException($"the thermal expansion of {library.Manifest.Element} is not tabulated");

    /// <summary>K.</summary>
    public double ReferenceTemperature { get; }

    /// <summary>k, Å⁻¹ [n].</summary>
    public ImmutableArray<double> K => _reference.K;

    /// <summary>Distance, Å, and σ², Å², of the first shell of a foil.</summary>
    /// <param name="kelvin">T, K.</param>
    public (double Distance, double Sigma2) FirstShell(double kelvin)
    {
        // Grüneisen: lengths grow as the energy of the oscillators does.
        double grown = Energy(kelvin) - Energy(ReferenceTemperature), slope = Energy(293.5) - Energy(292.5);
        return (_distance * (1 + (_expansion * grown / slope)), EinsteinSpread.Sigma2(kelvin, _theta, _reducedMass));
    }

    /// <summary>χ(k) [n].</summary>
    /// <param name="kelvin">T of the foil, K.</param>
    /// <exception cref="InvalidDataException">The library has no crystals like the foil at that temperature.</exception>
    public ImmutableArray<double> At(double kelvin)
    {
        var chi = new double[K.Length];
        for (var i = 0; i < chi.Length; i++) chi[i] = _reference.ChiOf(0)[i];
        if (kelvin != ReferenceTemperature)
        {
            var (here, there) = (Around(FirstShell(kelvin)), Around((_distance, _sigma2)));
            for (var i = 0; i < chi.Length; i++) chi[i] += here[i] - there[i];
        }

        var measured = new double[chi.Length];
        _scale.ToMeasured(chi, TheoryScale.KStep, 0, 1, measured);
        return [.. measured];
    }

    /// <summary>S0² where the absorption falls from E0 of the data: that of <see cref="At"/> was made to fall from theory's own k = 0.</summary>
    /// <param name="fit">Of a foil by this theory.</param>
    public FoilFitResult Absolute(FoilFitResult fit)
    {
        var fallen = _scale.FallenBy(fit.DeltaE0);
        return fit with { S02 = fit.S02 * fallen, S02Sigma = fit.S02Sigma * fallen };
    }

    private double Energy(double kelvin) => EffectiveTemperature.Einstein(kelvin, _theta);

    /// <summary>Einstein's temperature by which σ² of the reference is what it is, by bisection: σ² falls with it.</summary>
    private double Theta()
    {
        var (low, high) = (20.0, 2000.0);
        while (high - low > 1e-6)
        {
            var middle = (low + high) / 2;
            (low, high) = EinsteinSpread.Sigma2(ReferenceTemperature, middle, _reducedMass) > _sigma2 ? (middle, high) : (low, middle);
        }

        return (low + high) / 2;
    }

    /// <summary>χ of a crystal with such a first shell: the constant term of a polynomial through its neighbourhood.</summary>
    private double[] Around((double Distance, double Sigma2) at)
    {
        var (phase, potential) = (_training.Label("phase"), _training.Label("potential"));
        var (widthR, widthS) = (0.02, 0.2 * at.Sigma2);
        var members = new List<(int Structure, double[] Row, double Weight)>();
        for (var i = 0; i < _training.Count; i++)
        {
            if (phase[i] != _reference.Label("phase")[0] || potential[i] != _reference.Label("potential")[0]) continue;
            var shells = _training.Shells.As<float>().Slice(i * StructureSet.ShellCount * StructureSet.ShellValues, StructureSet.ShellValues);
            var (r, s) = ((shells[1] - at.Distance) / widthR, (shells[2] - at.Sigma2) / widthS);
            if ((r * r) + (s * s) < 9) members.Add((i, [1, r, s, r * r, r * s, s * s], Math.Exp(-((r * r) + (s * s)) / 2)));
        }

        if (members.Count < 2 * Terms) throw new InvalidDataException($"the library has {members.Count} crystals like a foil with R1 = {at.Distance:F3} Å and σ² = {at.Sigma2:F4} Å²: too few");
        var rows = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseOfRowArrays(members.Select(member => member.Row.Select(value => value * Math.Sqrt(member.Weight)).ToArray()));
        // Row of the pseudo-inverse that gives the constant term.
        var constant = rows.TransposeThisAndMultiply(rows).Solve(rows.Transpose()).Row(0);
        var chi = new double[K.Length];
        for (var m = 0; m < members.Count; m++)
        {
            var share = constant[m] * Math.Sqrt(members[m].Weight);
            var of = _training.ChiOf(members[m].Structure);
            for (var k = 0; k < chi.Length; k++) chi[k] += share * of[k];
        }

        return chi;
    }
}
