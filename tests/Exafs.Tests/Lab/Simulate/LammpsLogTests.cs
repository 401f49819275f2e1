using Exafs.Lab.Programs;

namespace Exafs.Tests.Lab.Simulate;

public sealed class LammpsLogTests
{
    private const string Two = """
        LAMMPS (29 Sep 2021 - Update 2)
        run 100
        Per MPI rank memory allocation (min/avg/max) = 3.1 | 3.1 | 3.1 Mbytes
        Step Temp PotEng Press
               0          600   -17.6   -100
             100          310   -17.5   -200
        Loop time of 1 on 1 procs for 100 steps with 54 atoms
        run 100
        Step Temp PotEng Press
               0          290   -17.5   50
             100          305   -17.5   70
        Loop time of 1 on 1 procs for 100 steps with 54 atoms
        Total wall time: 0:00:01
        """;

    [Fact]
    public void Parse_TwoRuns_GivesTheLast()
    {
        var log = LammpsLog.Parse(Two);

        Assert.Equal([290.0, 305], log.Kelvin.AsEnumerable());
        Assert.Equal([50.0, 70], log.Bar.AsEnumerable());
        Assert.True(log.Finished);
    }

    [Fact]
    public void Parse_LogThatStopsInTheMiddle_IsNotFinished() => Assert.False(LammpsLog.Parse(Two[..Two.IndexOf("Total", StringComparison.Ordinal)]).Finished);

    [Fact]
    public void Parse_ExplodedRun_HasNoTemperature() => Assert.True(double.IsNaN(LammpsLog.Parse("Step Temp PotEng Press\n 0 -nan nan nan\n").Kelvin[0]));

    [Theory]
    [InlineData("ERROR: Lost atoms: original 54 current 53 (src/thermo.cpp:438)\nLast command: run 10\n", "Lost atoms: original 54 current 53")]
    [InlineData("run 0\nERROR on proc 0: Cannot open file nothing.eam: No such file or directory (src/potential_file_reader.cpp:58)\n", "Cannot open file nothing.eam: No such file or directory")]
    [InlineData("ERROR: No matching element in EAM potential file (../pair_eam_fs.cpp:262)\n", "No matching element in EAM potential file")]
    [InlineData("Total wall time: 0:00:01\n", null)]
    public void ErrorLine_OfALog_IsWhatWentWrong(string log, string? expected) => Assert.Equal(expected, LammpsProgram.ErrorLine(log));
}
