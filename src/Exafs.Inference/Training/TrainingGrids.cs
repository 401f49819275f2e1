using Exafs.Physics.Experiment;
using Exafs.Signal;

namespace Exafs.Inference.Training;

/// <summary>The energy grids of beamlines: step scans and quick ones, of coarse and of fine steps, short and long.</summary>
internal static class TrainingGrids
{
    private const double FirstPoints = 150;

    /// <summary>Uniform in the k at which they end; the same for the same seed.</summary>
    public static EnergyGrid[] Draw(SampleOptions options, ulong seed)
    {
        var random = new RandomStream(seed, "energy grids");
        return [.. Enumerable.Range(0, options.Grids).Select(i => Draw(options.DataKMax.At((i + random.Uniform()) / options.Grids), random))];
    }

    private static EnergyGrid Draw(double kmax, RandomStream random)
    {
        var from = -250 + (150 * random.Uniform());
        if (random.Uniform() < 0.3)
        {
            // As a quick scan looks after rebinning: nearly uniform in energy.
            var last = Wavenumber.ToEnergy(kmax);
            return new ContinuousGrid { From = from, To = last, Duration = 1, Rate = FirstPoints + ((last - from) / (1 + random.Uniform())) };
        }

        var edgeStep = random.Uniform() < 0.5 ? 0.5 : 1;
        return new StepGrid { PreFrom = from, PreStep = 5 + (5 * random.Uniform()), EdgeStep = edgeStep, EdgeTo = 25 + (25 * random.Uniform()), KStep = 0.03 + (0.03 * random.Uniform()), KMax = kmax };
    }
}
