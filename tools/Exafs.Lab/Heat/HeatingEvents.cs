using System.Collections.Immutable;
using Exafs.Physics.Experiment;
using Exafs.Pipeline.Changes;

namespace Exafs.Lab.Heat;

/// <summary>What happens to the beamline in a run, and on which scans: drawn from the seed, at least six scans apart, none in the first twenty.</summary>
internal sealed class HeatingEvents
{
    private const int Quiet = 20, Apart = 6;
    private const string Dump = "i0_loss";

    private readonly SortedDictionary<int, string> _instrument = [];
    private readonly Dictionary<int, Delivery> _deliveries = [];
    private readonly SortedDictionary<int, double> _steps = [];

    public HeatingEvents(HeatingConfig config, ulong seed)
    {
        var random = new RandomStream(seed, "events");
        var taken = new SortedSet<int>();
        var beam = ImmutableArray.CreateBuilder<BeamEvent>();
        double Sign() => random.Uniform() < 0.5 ? -1 : 1;
        DateTimeOffset At(int scan, double part) => HeatingBeamline.StartOf(config, scan) + TimeSpan.FromSeconds(part * config.ScanSeconds);

        foreach (var scan in Draw(config.BeamDumps))
        {
            beam.Add(new BeamDump(At(scan, 0.2), TimeSpan.FromSeconds(0.5 * config.ScanSeconds)));
            _instrument[scan] = Dump;
        }

        foreach (var scan in Draw(config.TopUps))
        {
            beam.Add(new TopUp(At(scan, 0.1 + (0.5 * random.Uniform())), 0.15 + (0.15 * random.Uniform()), TimeSpan.FromSeconds(config.ScanSeconds / 20)));
            _instrument[scan] = InstrumentTrouble.TopUp;
        }

        foreach (var scan in Draw(config.Glitches))
        {
            var detector = (Detector)(int)(3 * random.Uniform());
            beam.Add(new GlitchSpike(At(scan, 0.8 * random.Uniform()), detector, Sign() * (0.08 + (0.2 * random.Uniform()))));
            _instrument[scan] = InstrumentTrouble.Glitch;
        }

        foreach (var scan in Draw(config.E0Jumps))
        {
            beam.Add(new MonochromatorJump(At(scan, -0.05), Sign() * (0.8 + random.Uniform())));
            _instrument[scan] = InstrumentTrouble.E0Jump;
        }

        var thickness = 1.0;
        foreach (var scan in Draw(config.EdgeStepJumps).Order())
        {
            // Back to where it was every other time, so that the sample stays one.
            _steps[scan] = thickness = thickness == 1 ? 1 + (Sign() * (0.08 + (0.07 * random.Uniform()))) : 1;
            _instrument[scan] = InstrumentTrouble.EdgeStepJump;
        }

        foreach (var scan in Draw(config.TornFrames)) _deliveries[scan] = Heat.Delivery.Torn;
        foreach (var scan in Draw(config.MissingScans)) _deliveries[scan] = Heat.Delivery.Lost;
        OnBeam = beam.ToImmutable();

        List<int> Draw(int count)
        {
            var drawn = new List<int>();
            for (var tries = 0; drawn.Count < count && tries < 1000 * count; tries++)
            {
                var scan = Quiet + (int)(random.Uniform() * (config.Scans - Quiet));
                if (scan >= config.Scans || taken.GetViewBetween(scan - Apart + 1, scan + Apart - 1).Count > 0) continue;
                taken.Add(scan);
                drawn.Add(scan);
            }

            return drawn.Count == count ? drawn : throw new UsageException($"{config.Scans} scans are too few for so many events");
        }
    }

    /// <summary>For the beamline.</summary>
    public ImmutableArray<BeamEvent> OnBeam { get; }

    public string? Instrument(int number) => _instrument.GetValueOrDefault(number);

    public Delivery Delivery(int number) => _deliveries.GetValueOrDefault(number);

    /// <summary>Relative to the sample at the beginning.</summary>
    public double Thickness(int number) => _steps.LastOrDefault(step => step.Key <= number) is { Key: > 0 } last ? last.Value : 1;
}
