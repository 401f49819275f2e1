using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Exafs.Signal;

namespace Exafs.Physics.Experiment;

/// <summary>One sweep of a beamline: when and at which true energies its readings are taken, and what source and detectors do meanwhile.</summary>
internal sealed class Readings
{
    private readonly BeamlineModel _beamline;
    private readonly double _edge;
    private readonly DateTimeOffset _start;
    private readonly ulong _seed;

    /// <param name="beamline">The beamline.</param>
    /// <param name="edge">Tabulated edge, eV.</param>
    /// <param name="start">Beginning of the first reading.</param>
    /// <param name="seed">Of all noise.</param>
    /// <param name="direction">Which way the monochromator goes.</param>
    public Readings(BeamlineModel beamline, double edge, DateTimeOffset start, ulong seed, ScanDirection direction)
    {
        (_beamline, _edge, _start, _seed) = (beamline, edge, start, seed);
        Sweep = beamline.Grid.Sweep(edge, direction);
        Energy = beamline.Monochromator.TrueEnergies(Sweep, start, direction, beamline.Events, Noise("encoder"));
        var first = (start - DateTimeOffset.UnixEpoch).TotalSeconds;
        Time = [.. Sweep.Select(point => first + point.Time)];
    }

    public ImmutableArray<GridPoint> Sweep { get; }

    /// <summary>True energies, eV [n].</summary>
    public double[] Energy { get; }

    /// <summary>s since 1970-01-01 UTC [n].</summary>
    public ImmutableArray<double> Time { get; }

    /// <summary>The beam before the first chamber.</summary>
    public Beam Source()
    {
        var flux = new double[Energy.Length];
        for (var i = 0; i < flux.Length; i++)
        {
            flux[i] = _beamline.Flux * Math.Exp(_beamline.FluxSlope * (Energy[i] - _edge) / 1000) * _beamline.Ring.RelativeFlux(Time[i]);
            foreach (var glitch in _beamline.Monochromator.Glitches)
                flux[i] *= 1 - glitch.DepthAt(Energy[i]);
            foreach (var happening in _beamline.Events)
                flux[i] *= happening.Flux(happening.SecondsSince(_start, Sweep[i].Time));
        }

        return new(flux, [.. flux.Select(photons => photons * _beamline.Monochromator.Harmonics)]);
    }

    /// <summary>The beam behind a chamber.</summary>
    public Beam Behind(IonChamber chamber, Beam beam) => beam.Without(i => chamber.AbsorbedAt(Energy[i] / _edge));

    /// <summary>What glitches take from the beam behind the first chamber alone.</summary>
    public Beam Glitched(Beam beam) =>
        beam.Without(i => _beamline.Monochromator.Glitches.Sum(glitch => glitch.Mismatch * glitch.DepthAt(Energy[i])));

    /// <summary>Counts of a chamber [n].</summary>
    public ImmutableArray<double> Read(Detector detector, IonChamber chamber, Beam beam)
    {
        var noise = Noise(detector.ToString());
        var counts = new double[Energy.Length];
        for (var i = 0; i < counts.Length; i++)
        {
            var photons = (beam.Fundamental[i] + beam.Harmonic[i]) * chamber.AbsorbedAt(Energy[i] / _edge) * Sweep[i].Dwell;
            foreach (var happening in _beamline.Events)
                photons *= happening.Signal(detector, happening.SecondsSince(_start, Sweep[i].Time), Sweep[i].Interval);
            counts[i] = chamber.Read(photons, Energy[i], Sweep[i].Dwell, noise);
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(counts);
    }

    /// <summary>Counts of the elements of a fluorescence detector [n] each.</summary>
    public ImmutableArray<Channel> Read(FluorescenceDetector detector, Beam beam, SampleAbsorption absorption, double edgeStep)
    {
        var channels = ImmutableArray.CreateBuilder<Channel>();
        for (var element = 1; element <= detector.Elements; element++)
        {
            var noise = Noise($"ifluor {element}");
            var counts = new double[Energy.Length];
            for (var i = 0; i < counts.Length; i++)
            {
                var photons = detector.PhotonsPerElement(beam.Fundamental[i], absorption[i].Edge, absorption[i].Other, edgeStep) * Sweep[i].Dwell;
                counts[i] = noise?.Poisson(photons) ?? photons;
            }

            channels.Add(new($"{element}", "counts", ImmutableCollectionsMarshal.AsImmutableArray(counts)));
        }

        return channels.ToImmutable();
    }

    private RandomStream? Noise(string purpose) => _beamline.Noise ? new(_seed, purpose) : null;
}
