using System.Collections.Immutable;

namespace Exafs.Physics.Structures;

/// <summary>All structures of a run, and why the last of its file is missing, if it is.</summary>
public sealed record Trajectory(ImmutableArray<AtomicStructure> Frames, ImmutableArray<long> Steps, string? Cut)
{
    /// <summary>All that can be read: a file that was cut gives what it has whole; any other fault is thrown, and so is a cut in the first structure.</summary>
    public static Trajectory Of(IEnumerable<Snapshot> snapshots)
    {
        var frames = ImmutableArray.CreateBuilder<AtomicStructure>();
        var steps = ImmutableArray.CreateBuilder<long>();
        string? cut = null;
        try
        {
            foreach (Snapshot snapshot in snapshots)
            {
                frames.Add(snapshot.Structure);
                steps.Add(snapshot.Step);
            }
        }
        catch (StructureFormatException wrong) when (wrong.Cut && frames.Count > 0)
        {
            cut = wrong.Message;
        }

        return new(frames.ToImmutable(), steps.ToImmutable(), cut);
    }
}
