using System.Globalization;
using Exafs.Signal;

namespace Exafs.Physics.Experiment;

/// <summary>A sample on a beamline: χ(k) to the readings that a beamline publishes.</summary>
/// <remarks>
/// Along the beam: source → I0 chamber → sample → ITrans chamber → foil → IRefer chamber. Pure: the same state, start, seed and direction
/// give the same scan bit for bit, on any thread. Left out: the width in energy of a single reading, dead time, pinholes and harmonics in
/// fluorescence, and that a monochromator broadens the transmission, not µ.
/// </remarks>
public sealed class SimulatedExperiment(SampleModel sample, BeamlineModel beamline)
{
    public SampleModel Sample { get; } = sample;

    public BeamlineModel Beamline { get; } = beamline;

    /// <summary>One scan. Its ids are the sample's name, and start and direction; a caller who counts scans sets his own and a sequence number.</summary>
    /// <param name="state">The sample during the scan.</param>
    /// <param name="start">When the first reading begins.</param>
    /// <param name="seed">Of all noise.</param>
    /// <param name="direction">Which way the monochromator goes.</param>
    /// <exception cref="ArgumentException">χ(k) of sample or foil is not on strictly ascending k.</exception>
    public Scan Measure(SampleState state, DateTimeOffset start, ulong seed, ScanDirection direction = ScanDirection.Up)
    {
        var readings = new Readings(Beamline, Sample.Edge.Energy, start, seed, direction);
        var absorption = SampleAbsorption.Of(Sample, state, readings.Energy, Beamline.Monochromator.Resolution);
        var edgeStep = Sample.EdgeStep * Sample.RelativeThickness(state);

        var beam = readings.Source();
        var scan = Describe(readings, state, start, direction) with { I0 = readings.Read(Detector.I0, Beamline.I0, beam) };
        beam = readings.Behind(Beamline.I0, beam);
        if (Beamline.Fluorescence is { } fluorescence)
            scan = scan with { IFluor = readings.Read(fluorescence, beam, absorption, edgeStep) };
        beam = readings.Glitched(beam.BehindSample(Sample, absorption));
        scan = scan with { ITrans = readings.Read(Detector.ITrans, Beamline.ITrans, beam) };
        if (Beamline.Reference is not { } foil)
            return scan;
        beam = readings.Behind(Beamline.ITrans, beam)
            .BehindSample(foil.Sample, SampleAbsorption.Of(foil.Sample, foil.State, readings.Energy, Beamline.Monochromator.Resolution));
        return scan with { IRefer = readings.Read(Detector.IRefer, Beamline.IRefer, beam) };
    }

    private Scan Describe(Readings readings, SampleState state, DateTimeOffset start, ScanDirection direction) => new()
    {
        RunId = Sample.Name,
        ScanId = string.Create(CultureInfo.InvariantCulture, $"{start.UtcDateTime:yyyyMMdd'T'HHmmss.fffffff'Z'}{(direction == ScanDirection.Down ? " down" : "")}"),
        Element = Sample.Edge.Element,
        Edge = Sample.Edge.Name,
        Direction = direction,
        PointsPlanned = readings.Sweep.Length,
        Energy = [.. readings.Sweep.Select(point => point.Energy)],
        Time = readings.Time,
        StartTime = start.UtcDateTime,
        EndTime = start.UtcDateTime + TimeSpan.FromSeconds(readings.Sweep[^1].Time + (readings.Sweep[^1].Dwell / 2)),
        SampleTemperature = state.Temperature,
    };
}
