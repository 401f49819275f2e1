using Exafs.Physics.Experiment;

namespace Exafs.Inference.Training;

/// <summary>Draws structures, and mixtures of them.</summary>
internal sealed class MixtureChoice
{
    private readonly StructurePool _pool;
    private readonly SampleOptions _options;
    private readonly int[] _bcc;
    private readonly (double[] Temperatures, int[] Structures) _fcc;

    public MixtureChoice(StructurePool pool, SampleOptions options)
    {
        (_pool, _options) = (pool, options);
        int[] fcc = [.. Of("fcc").OrderBy(structure => pool.Temperature[structure])];
        _fcc = ([.. fcc.Select(structure => pool.Temperature[structure])], fcc);
        _bcc = [.. Of("bcc").Where(structure => Near(structure).Count > 0)];

        IEnumerable<int> Of(string phase) => Enumerable.Range(0, pool.Count).Where(structure => pool.Phase[structure] == phase);
    }

    public Mixture Draw(RandomStream random)
    {
        if (random.Uniform() >= _options.MixtureShare) return new([Any(random)], [1]);
        if (random.Uniform() < _options.TripleShare)
        {
            // Uniform over all shares of three that add to 1.
            var (a, b) = (random.Uniform(), random.Uniform());
            return new([Any(random), Any(random), Any(random)], [Math.Min(a, b), Math.Abs(a - b), 1 - Math.Max(a, b)]);
        }

        var weight = random.Uniform();
        if (_bcc.Length == 0 || random.Uniform() >= _options.CoexistenceShare) return new([Any(random), Any(random)], [weight, 1 - weight]);
        var bcc = _bcc[Below(random, _bcc.Length)];
        var (first, count) = Near(bcc);
        return new([bcc, _fcc.Structures[first + Below(random, count)]], [weight, 1 - weight]);
    }

    private int Any(RandomStream random) => Below(random, _pool.Count);

    private static int Below(RandomStream random, int count) => (int)(random.Uniform() * count);

    /// <summary>Structures of fcc about as warm.</summary>
    private (int First, int Count) Near(int structure)
    {
        var temperature = _pool.Temperature[structure];
        var first = Place(temperature - _options.CoexistenceKelvin - 0.5);
        return (first, Place(temperature + _options.CoexistenceKelvin + 0.5) - first);

        int Place(double at)
        {
            var found = Array.BinarySearch(_fcc.Temperatures, at);
            return found >= 0 ? found : ~found;
        }
    }
}
