using Exafs.Physics.Structures;

namespace Exafs.Tests.Physics.Structures;

public sealed class AtomicMotionTests
{
    [Fact]
    public void MeanSquareVibration_OfKnownDisplacements_IsThreeTimesTheirVariance()
    {
        var motion = AtomicMotion.Of(Crystals.Fcc(29, 3.615, 4, 4, 4).Frames(50, 0.1, seed: 1));

        // About the mean of fifty, which takes one part in fifty with it.
        Assert.Equal(3 * 0.01 * 49 / 50, motion.MeanSquareVibration, 0.0003);
        Assert.Equal(6 * 0.01, motion.MeanSquareDisplacement(0, 49), 0.004);
    }

    [Fact]
    public void Mean_OfAtomsThatCrossTheWall_IsNotInTheMiddleOfTheBox()
    {
        Cell box = Cell.Orthogonal(10, 10, 10);
        AtomicStructure At(double x) => new(box, [new(x, 5, 5), new(5, 5, 5)], [26, 26]);

        var motion = AtomicMotion.Of([At(9.9), At(0.1), At(9.9), At(0.1)]);

        // The centre of mass takes half of the way.
        Assert.Equal(0.05 * 0.05, motion.MeanSquareVibration, 1e-9);
        Assert.Equal(5, (motion.Mean.Positions[0] - motion.Mean.Positions[1]).Length, 1e-9);
    }

    [Fact]
    public void Drift_OfTheWhole_IsNoMotion()
    {
        AtomicStructure crystal = Crystals.Bcc(26, 2.87, 3, 3, 3);

        var motion = AtomicMotion.Of([.. Enumerable.Range(0, 20).Select(f => crystal.Moved(new(f * 0.9, f * 0.3, -f)).Wrapped())]);

        Assert.Equal(0, motion.MeanSquareDisplacement(0, 19), 1e-12);
    }

    [Fact]
    public void CentreOfMass_NotOfAtoms_StaysWhereItWas()
    {
        Cell box = Cell.Orthogonal(20, 20, 20);

        // The lead atom barely moves when the hydrogen goes.
        var motion = AtomicMotion.Of([new(box, [new(5, 5, 5), new(10, 10, 10)], [82, 1]), new(box, [new(5, 5, 5), new(12, 10, 10)], [82, 1])]);

        Assert.Equal(4 / 2, motion.MeanSquareDisplacement(0, 1), 0.05);
    }

    [Fact]
    public void Of_OtherAtoms_Refuses() =>
        Assert.Throws<ArgumentException>(() => AtomicMotion.Of([Crystals.Bcc(26, 2.87, 2, 2, 2), Crystals.Bcc(29, 2.87, 2, 2, 2)]));
}
