using System.Collections.Immutable;
using Exafs.Physics.Structures;

namespace Exafs.Lab.Simulate.Ensembles;

/// <summary>The frames of a run, and its structures made from them.</summary>
public sealed class EnsembleFrames
{
    private readonly ImmutableArray<AtomicStructure> _frames;
    private readonly Lazy<Vector[]> _mean;

    /// <param name="frames">All of one run: the same atoms in the same order.</param>
    public EnsembleFrames(ImmutableArray<AtomicStructure> frames)
    {
        _frames = frames;
        _mean = new(() => MeanFractions(frames));
    }

    public int Count => _frames.Length;

    public IReadOnlyList<AtomicStructure> Of(Ensemble ensemble)
    {
        var random = RandomStream.Of([.. ensemble.DisorderName]);
        return [.. ensemble.Frames.Select(i => Changed(_frames[i], ensemble, random))];
    }

    private AtomicStructure Changed(AtomicStructure frame, Ensemble ensemble, RandomStream random)
    {
        var positions = ImmutableArray.CreateBuilder<Vector>(frame.Count);
        for (var atom = 0; atom < frame.Count; atom++)
        {
            var position = frame.Positions[atom];
            if (ensemble.DisplacementFactor != 1)
            {
                Vector mean = _mean.Value[atom];
                Vector away = Nearest(frame.Cell.ToFractional(position) - mean, frame.Cell);
                position = frame.Cell.ToPosition(mean + (away * ensemble.DisplacementFactor));
            }

            position *= ensemble.Scale;

            // Added last: what the label says is what the structure has, whatever its scale.
            if (ensemble.Disorder > 0) position += new Vector(random.Gaussian(), random.Gaussian(), random.Gaussian()) * ensemble.Disorder;
            positions.Add(position);
        }

        return frame with { Cell = frame.Cell.Scaled(ensemble.Scale), Positions = positions.MoveToImmutable() };
    }

    /// <summary>Mean positions as fractions of the box; a common drift of all atoms changes no distance.</summary>
    private static Vector[] MeanFractions(ImmutableArray<AtomicStructure> frames)
    {
        AtomicStructure mean = AtomicMotion.Of(frames).Mean;
        return [.. mean.Positions.Select(mean.Cell.ToFractional)];
    }

    /// <summary>The shortest of a difference's images; written as fractions of the box.</summary>
    private static Vector Nearest(Vector difference, Cell cell) => new(
        cell.PeriodicA ? difference.X - Math.Round(difference.X) : difference.X,
        cell.PeriodicB ? difference.Y - Math.Round(difference.Y) : difference.Y,
        cell.PeriodicC ? difference.Z - Math.Round(difference.Z) : difference.Z);
}
