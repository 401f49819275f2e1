using System.Collections.Immutable;
using System.Globalization;

namespace Exafs.Lab.Simulate.Ensembles;

/// <summary>One structure of a run: which frames, and what is done to them.</summary>
/// <param name="Frames">Indices of frames, ascending.</param>
/// <param name="Scale">On every length.</param>
/// <param name="DisplacementFactor">On every displacement from the mean positions; 1 leaves them.</param>
/// <param name="Disorder">Standard deviation of the displacement added to each coordinate, Å.</param>
/// <param name="DisorderName">What the random numbers of those displacements belong to.</param>
/// <param name="PathSeed">Chooses the absorbers.</param>
public sealed record Ensemble(ImmutableArray<int> Frames, double Scale, double DisplacementFactor, double Disorder, ImmutableArray<string> DisorderName, ulong PathSeed)
{
    /// <summary>Depends on its arguments alone, so that structures may be made in any order, anywhere.</summary>
    /// <param name="section">The recipe.</param>
    /// <param name="seed">Of the whole library.</param>
    /// <param name="run">Name of the run.</param>
    /// <param name="index">Of the structure within the run.</param>
    /// <param name="frames">How many the run has.</param>
    /// <param name="crystal">Its atoms have mean positions.</param>
    public static Ensemble Of(StructuresConfig section, ulong seed, string run, int index, int frames, bool crystal)
    {
        ImmutableArray<string> name = ["structure", seed.ToString(CultureInfo.InvariantCulture), run, index.ToString(CultureInfo.InvariantCulture)];
        var random = RandomStream.Of([.. name]);

        // Everything is drawn, whether used or not: a share that is changed leaves the other choices as they were.
        var count = section.FramesMin + random.Below(section.FramesMax - section.FramesMin + 1);
        var pathSeed = random.Next();
        var scale = random.Between(section.ScaleMin, section.ScaleMax);
        var (displaced, factor) = (random.Uniform() < section.DisplacementShare, random.Between(section.DisplacementMin, section.DisplacementMax));
        var (disordered, disorder) = (random.Uniform() < section.DisorderShare, random.Between(0, section.DisorderMaxAngstrom));
        ImmutableArray<int> chosen = [.. random.Choose(count, frames)];
        var changed = index >= section.AsSimulated;
        return new(chosen, changed ? scale : 1, changed && displaced && crystal ? factor : 1, changed && disordered ? disorder : 0, [.. name, "disorder"], pathSeed);
    }
}
