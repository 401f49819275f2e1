using Exafs.Signal;

namespace Exafs.Adapters.ScanV1;

/// <summary>Ends the reading of a message; never leaves the reader.</summary>
internal sealed class ScanV1Exception(string reason, string detail) : Exception(detail)
{
    public Defect Defect { get; } = new(reason, detail);
}
