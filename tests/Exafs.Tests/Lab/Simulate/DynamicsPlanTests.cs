using System.Collections.Immutable;
using Exafs.Lab.Simulate;
using Exafs.Lab.Simulate.Dynamics;
using Exafs.Physics.Structures;
using Exafs.Physics.Vibrations;

namespace Exafs.Tests.Lab.Simulate;

public sealed class DynamicsPlanTests
{
    private const string Bcc = """{ "name": "bcc", "phase": "bcc", "potential": "mendelev", "cells": [3, 3, 3], "copies": 2, "lattice_spread": 0.01, "temperatures_kelvin": [60, 300] }""";
    private const string Fcc = """{ "name": "fcc", "phase": "fcc", "potential": "bond-order", "cells": [2, 2, 2], "lattice_spread": 0.01, "temperatures_kelvin": [900] }""";

    [Fact]
    public void Of_TheSameConfiguration_IsTheSame_AndEveryRunHasItsOwnSeed()
    {
        ImmutableArray<DynamicsRun> runs = DynamicsPlan.Of(TrainingConfig.Load(TrainingConfigs.FileOf("fe")));
        ImmutableArray<DynamicsRun> again = DynamicsPlan.Of(TrainingConfig.Load(TrainingConfigs.FileOf("fe")));

        Assert.Equal(runs.Select(run => (run.Name, run.Seed, run.LatticeAngstrom)), again.Select(run => (run.Name, run.Seed, run.LatticeAngstrom)));
        Assert.Equal(runs.Length, runs.Select(run => run.Seed).Distinct().Count());
        Assert.All(runs, run => Assert.InRange(run.Seed, 1, 899_999_000));
    }

    [Fact]
    public void Of_OneGroupMore_LeavesTheOtherRunsAsTheyWere()
    {
        var few = DynamicsPlan.Of(TrainingConfigs.Parsed(Bcc, "bcc-0300K-1"));
        var more = DynamicsPlan.Of(TrainingConfigs.Parsed($"{Fcc}, {Bcc}", "bcc-0300K-1"));

        Assert.Equal(["fcc-0900K", "bcc-0060K-1", "bcc-0060K-2", "bcc-0300K-1", "bcc-0300K-2"], more.Select(run => run.Name));
        Assert.Equal(few.Select(run => (run.Seed, run.LatticeAngstrom)), more.Skip(1).Select(run => (run.Seed, run.LatticeAngstrom)));
    }

    [Fact]
    public void Of_Crystal_RunsAtTheTemperatureWithZeroPointMotion_ALiquidAtItsOwn()
    {
        const string liquid = """{ "name": "liquid", "phase": "liquid", "crystal": "bcc", "potential": "mendelev", "cells": [3, 3, 3], "melt_kelvin": 4000, "temperatures_kelvin": [1900] }""";
        ImmutableArray<DynamicsRun> runs = DynamicsPlan.Of(TrainingConfigs.Parsed($"{Bcc}, {liquid}", "bcc-0300K-1"));

        Assert.Equal(0.92 * EffectiveTemperature.Einstein(60, 325), runs[0].DynamicsKelvin, 10);
        Assert.Equal(1900, runs[4].DynamicsKelvin);
    }

    [Fact]
    public void Of_Iron_HasTheLatticeOfTheAssessment()
    {
        ImmutableArray<DynamicsRun> runs = DynamicsPlan.Of(TrainingConfig.Load(TrainingConfigs.FileOf("fe")));

        Assert.Equal(2.8665, runs.Single(run => run.Name == "bcc-foil-0300K").LatticeAngstrom);
        Assert.Equal(2.9044, runs.Single(run => run.Name == "other-bcc-1185K").LatticeAngstrom, 0.005 * 2.9044);
        Assert.Equal(3.6455, runs.Single(run => run.Name == "other-fcc-1185K").LatticeAngstrom, 0.005 * 3.6455);
    }

    [Theory]
    [InlineData("fe")]
    [InlineData("cu")]
    public void Of_ShippedConfiguration_HasBoxesThatHoldTheDistancesOfInterest_AndFramesEnough(string element)
    {
        var config = TrainingConfig.Load(TrainingConfigs.FileOf(element));

        Assert.All(DynamicsPlan.Of(config), run =>
        {
            AtomicStructure start = StartingStructure.Of(run, config.AtomicNumber);
            Assert.InRange(start.Count, 38, 1000);
            Assert.True(run.Frames >= 24, $"{run.Name}: {run.Frames} frames");
            if (run.Phase != DynamicsPhase.Particle) Assert.True(Math.Min(start.Cell.Heights.X, Math.Min(start.Cell.Heights.Y, start.Cell.Heights.Z)) > 16, run.Name);
        });
    }

    [Theory]
    [InlineData("fe", "mendelev", "bond-order")]
    [InlineData("cu", "mishin", "foiles")]
    public void Of_ShippedConfiguration_ValidatesWithForcesThatTrainingNeverSees(string element, params string[] training)
    {
        ImmutableArray<DynamicsRun> runs = DynamicsPlan.Of(TrainingConfig.Load(TrainingConfigs.FileOf(element)));

        Assert.Equal(training.Order(), runs.Where(run => run.Set == DynamicsSet.Training).Select(run => run.Potential).Distinct().Order());
        Assert.DoesNotContain(runs, run => run.Set == DynamicsSet.Validation && training.Contains(run.Potential));
        Assert.Contains(runs, run => run.Set == DynamicsSet.Validation);
    }
}
