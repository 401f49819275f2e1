using Exafs.Physics.Libraries;

namespace Exafs.Lab.Evaluate;

/// <summary>What the structures of held-out potentials are.</summary>
internal sealed class HeldOutRuns
{
    private readonly double[] _potential, _displacement, _disorder;
    private readonly LibraryManifest _manifest;

    /// <exception cref="UsageException">There are none.</exception>
    public HeldOutRuns(StructureLibrary library)
    {
        var set = library.Validation ?? throw new UsageException("the library holds no potential back");
        (_potential, _displacement, _disorder, _manifest) = (set.Label("potential"), set.Label("displacement_factor"), set.Label("disorder_angstrom"), library.Manifest);
    }

    /// <summary>As molecular dynamics gave it, but for its density.</summary>
    public bool IsUnchanged(int structure) => _displacement[structure] == 1 && _disorder[structure] == 0;

    public string Potential(int structure) => _manifest.Potentials[(int)_potential[structure]].Name;
}
