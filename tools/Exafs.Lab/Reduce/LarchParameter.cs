using Exafs.Signal;

namespace Exafs.Lab.Reduce;

/// <summary>One parameter by its name in Larch.</summary>
/// <param name="Name">Key in JSON.</param>
/// <param name="Get">Its value; null where the data decide.</param>
/// <param name="Set">The parameters with a value that was checked.</param>
internal sealed record LarchParameter(string Name, Func<ReductionParameters, object?> Get, Func<ReductionParameters, LarchValue, ReductionParameters> Set);
