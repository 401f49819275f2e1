using Exafs.Inference.Features;
using Exafs.Inference.Networks;
using Exafs.Inference.Packs;
using Exafs.Tests.Inference.Packs;
using Exafs.Physics.Estimates;
using Exafs.Physics.Libraries;
using Exafs.Inference.Targets;
using Exafs.Tests.Reference;
namespace Exafs.Tests.Inference.Networks;
public sealed class ZzDebug(Xunit.Abstractions.ITestOutputHelper o)
{
    [Fact]
    public void Dbg()
    {
        var set = StructureLibrary.Load(Path.Combine(RepositoryFolder.Path, "config/packs/cu/library")).Training;
        o.WriteLine($"NaN densities {set.Label("density_per_angstrom3").Count(double.IsNaN)} of {set.Count}; g NaN {set.NeighboursPerAngstrom.As<float>().ToArray().Count(float.IsNaN)} chi {set.Chi.As<float>().ToArray().Count(float.IsNaN)} ph {PhaseTargets.Of(set).Count(double.IsNaN)}");
        var plan = new FeaturePlan(RandomPack.Features); var scale = new TheoryScale(RandomPack.Features);
        var chi = new ChiK([.. Enumerable.Range(0, 241).Select(i => i * 0.05).Select(k => Math.Exp(-0.02 * k * k) * Math.Sin(2 * k * 2.4))]);
        var cal = new BeamlineCalibration { DeltaE0 = 6, S02 = 0.8 };
        double[]? t0 = null; float[]? i0 = null; float[]? o0 = null;
        using var net = new ManagedNetwork(NetworkWeights.Random(RandomPack.Manifest(32,1,3).Network, 1));
        for (var n = 0; n < 3000; n++)
        {
            double[] t = [.. scale.ToTheory(chi, cal)];
            var x = new float[plan.Inputs]; plan.Apply(t0 ?? t, 11.5, x);
            var y = new float[458]; net.Forward(i0 ?? x, 1, y);
            if (t0 is null) { (t0, i0, o0) = (t, x, y); continue; }
            for (var i = 0; i < t.Length; i++) if (t[i] != t0[i]) { o.WriteLine($"theory {n} {i} {t[i] - t0[i]}"); n = 100000; break; }
            for (var i = 0; i < x.Length; i++) if (x[i] != i0![i]) { o.WriteLine($"features {n} {i} {x[i] - i0[i]}"); n = 100000; break; }
            for (var i = 0; i < y.Length; i++) if (y[i] != o0![i]) { o.WriteLine($"net {n} {i} {y[i] - o0[i]}"); n = 100000; break; }
        }
    }
}
