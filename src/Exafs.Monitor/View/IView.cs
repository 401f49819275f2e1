using Exafs.Pipeline;

namespace Exafs.Monitor.View;

/// <summary>Shows the stream: a sink of the latest report, and a loop that draws.</summary>
internal interface IView : ISink<ScanReport>
{
    /// <summary>Draws until the end.</summary>
    Task RunAsync(CancellationToken ended);
}
