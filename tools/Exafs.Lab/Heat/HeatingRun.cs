using System.Collections.Immutable;
using Exafs.Physics.Experiment;
using Exafs.Physics.Libraries;

namespace Exafs.Lab.Heat;

/// <summary>A heating run of iron, simulated: structures by molecular dynamics of potentials that no network has seen, on a beamline with its noise, drifts and mishaps. The same configuration and seed give the same scans.</summary>
public sealed class HeatingRun
{
    private const double Equilibrium = 1185, FoilKelvin = 300;

    private readonly HeatingConfig _config;
    private readonly ulong _seed;
    private readonly PhaseNodes _bcc, _fcc;
    private readonly IReadOnlyList<(double Kelvin, double[] Chi)>? _oxide;
    private readonly HeatingEvents _events;
    private readonly SimulatedExperiment _experiment;
    private readonly double _s02, _wander;

    /// <exception cref="UsageException">The library cannot be used.</exception>
    public HeatingRun(HeatingConfig config, ulong seed)
    {
        (_config, _seed) = (config, seed);
        var library = Load(config.Folder);
        var random = new RandomStream(seed, "run");
        var fcc = config.Fcc[(int)(random.Uniform() * config.Fcc.Length)];
        (_bcc, _fcc) = (PhaseNodes.Of(library, config.Bcc, config.OtherScattering), PhaseNodes.Of(library, fcc, config.OtherScattering));
        _oxide = config.Oxidation is null ? null : OxideSpectra.Read(config.Folder);
        HeatingKelvin = Equilibrium + Drawn(config.SuperheatingKelvin);
        CoolingKelvin = Equilibrium - Drawn(config.UndercoolingKelvin);
        WidthKelvin = Drawn(config.WidthKelvin);
        (_s02, _wander) = (0.72 + (0.1 * random.Uniform()), 2 * Math.PI * random.Uniform());
        _events = new HeatingEvents(config, seed);
        _experiment = HeatingBeamline.Of(config, _events, _bcc.At(FoilKelvin).Chi, _s02, edgeStep: 0.9 + (0.3 * random.Uniform()), FoilKelvin - 5);

        double Drawn(ImmutableArray<double> range) => range[0] + (random.Uniform() * (range[1] - range[0]));
    }

    /// <summary>T_c on heating, K.</summary>
    public double HeatingKelvin { get; }

    /// <summary>T_c on cooling, K.</summary>
    public double CoolingKelvin { get; }

    /// <summary>w, K.</summary>
    public double WidthKelvin { get; }

    /// <summary>Scan after scan.</summary>
    public IEnumerable<HeatingScan> Scans()
    {
        var phases = new Hysteresis(0);
        var thermometer = new RandomStream(_seed, "thermometer");
        var number = 0;
        var kelvin = _config.StartKelvin;
        foreach (var step in _config.Ramp)
        {
            var from = kelvin;
            for (var i = 0; i < step.Scans; i++)
            {
                kelvin = from + ((step.ToKelvin - from) * i / step.Scans);
                phases = _config.Transforms ? phases.Next(kelvin, HeatingKelvin, CoolingKelvin, WidthKelvin) : phases;
                yield return Measure(number++, kelvin, phases.Fcc, kelvin + (_config.ThermometerSigmaKelvin * thermometer.Normal()));
            }

            kelvin = step.ToKelvin;
        }
    }

    private HeatingScan Measure(int number, double kelvin, double fcc, double reported)
    {
        PhaseNodes.Node bcc = _bcc.At(kelvin), other = _fcc.At(kelvin);
        var oxide = _config.Oxidation is { } oxidation ? Math.Clamp((number - oxidation.FromScan) / (double)oxidation.Scans, 0, 1) : 0;
        double Mean(double a, double b) => ((1 - fcc) * a) + (fcc * b);
        var chi = bcc.Chi.Zip(other.Chi, Mean).ToArray();
        if (oxide > 0) Mix(chi, kelvin, oxide);
        var wander = 1 + (_config.ThicknessWander * Math.Sin(_wander + (2 * Math.PI * number / Math.Max(1, _config.Scans))));
        var left = _config.SampleLostFromScan is { } lost ? Math.Clamp(1 - ((number - lost) / 10.0), 1e-3, 1) : 1;
        var state = new SampleState
        {
            K = HeatingBeamline.K,
            Chi = [.. chi],
            S02 = _s02,
            EdgeShift = oxide * OxideSpectra.EdgeShift,
            Temperature = kelvin,
            Thickness = wander * left * _events.Thickness(number),
        };
        var scan = _experiment.Measure(state, HeatingBeamline.StartOf(_config, number), (_seed * 1_000_003) + (ulong)number);
        var id = $"{number + 1:D6}";
        return new(
            scan with
            {
                RunId = $"Fe {_config.Scenario}, simulated",
                ScanId = id,
                Sequence = number + 1,
                SampleTemperature = Math.Round(reported, 2),
                Time = [],
                I0 = Counts(scan.I0),
                ITrans = Counts(scan.ITrans),
                IRefer = Counts(scan.IRefer),
                Energy = [.. scan.Energy.Select(energy => Math.Round(energy, 3))],
            },
            _events.Delivery(number),
            new()
            {
                Sequence = number + 1,
                ScanId = id,
                TemperatureKelvin = kelvin,
                FractionFcc = fcc,
                FractionOxide = oxide,
                LatticeBccAngstrom = bcc.Lattice,
                LatticeFccAngstrom = other.Lattice,
                NWithin32Angstrom = Mean(bcc.Within32, other.Within32),
                R1Angstrom = Mean(bcc.R1, other.R1),
                VolumePerAtomAngstrom3 = Mean(bcc.VolumePerAtom, other.VolumePerAtom),
                Instrument = left < 0.3 ? "sample_loss" : _events.Instrument(number),
            });
    }

    private void Mix(double[] chi, double kelvin, double oxide)
    {
        var upper = 1;
        while (upper < _oxide!.Count - 1 && _oxide[upper].Kelvin < kelvin) upper++;
        var (a, b) = (_oxide[upper - 1], _oxide[upper]);
        var part = (kelvin - a.Kelvin) / (b.Kelvin - a.Kelvin);
        for (var i = 0; i < chi.Length; i++) chi[i] = ((1 - oxide) * chi[i]) + (oxide * (a.Chi[i] + (part * (b.Chi[i] - a.Chi[i]))));
    }

    private static ImmutableArray<double> Counts(ImmutableArray<double> readings) => [.. readings.Select(Math.Round)];

    private static StructureLibrary Load(string folder)
    {
        try
        {
            return StructureLibrary.Load(folder);
        }
        catch (Exception wrong) when (wrong is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new UsageException($"structures: {wrong.Message}");
        }
    }
}
