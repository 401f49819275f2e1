using Exafs.Physics.Libraries;

namespace Exafs.Lab.Evaluate;

/// <summary>Which structures of held-out potentials judge a pack: every other run, the others being left to the calibration of its errors.</summary>
internal sealed class HeldOutRuns
{
    private readonly HashSet<int> _judging;
    private readonly double[] _run, _potential, _displacement, _disorder;
    private readonly LibraryManifest _manifest;

    public HeldOutRuns(StructureLibrary library)
    {
        var set = library.Validation ?? throw new UsageException("the library holds no potential back");
        (_run, _potential, _displacement, _disorder, _manifest) = (set.Label("run"), set.Label("potential"), set.Label("displacement_factor"), set.Label("disorder_angstrom"), library.Manifest);
        _judging = [.. _run.Select(run => (int)run).Distinct().Order().Where((_, position) => position % 2 == 1)];
    }

    public bool Judges(int structure) => _judging.Contains((int)_run[structure]);

    /// <summary>As molecular dynamics gave it, but for its density.</summary>
    public bool IsUnchanged(int structure) => _displacement[structure] == 1 && _disorder[structure] == 0;

    public string Potential(int structure) => _manifest.Potentials[(int)_potential[structure]].Name;
}
