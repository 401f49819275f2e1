using Exafs.Adapters.Files;
using Exafs.Signal;

namespace Exafs.Lab.Reduce;

/// <summary>What became of one scan of one input.</summary>
/// <param name="Input">As the caller named it.</param>
/// <param name="File">The scan; null where the file gave none.</param>
/// <param name="Reduction">Null with an error.</param>
/// <param name="Error">One line; null with a reduction.</param>
public sealed record FileResult(string Input, FileScan? File, Reduction? Reduction, string? Error);
