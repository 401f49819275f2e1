namespace Exafs.Physics.Libraries;

/// <summary>One session of one stage of the making, on one machine.</summary>
/// <param name="Stage">scattering, dynamics or structures.</param>
/// <param name="Done">Runs or structures that it finished.</param>
/// <param name="WallSeconds">s.</param>
/// <param name="CoreSeconds">Processor time of it and of the programs it started, s.</param>
/// <param name="Jobs">How many at once.</param>
/// <param name="Machine">In words.</param>
public sealed record LibraryStage(string Stage, int Done, double WallSeconds, double CoreSeconds, int Jobs, string Machine);
