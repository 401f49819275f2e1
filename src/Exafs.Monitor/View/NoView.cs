using Exafs.Pipeline;

namespace Exafs.Monitor.View;

/// <summary>Shows nothing until the closing summary.</summary>
internal sealed class NoView : IView
{
    public Task WriteAsync(IReadOnlyList<ScanReport> batch, CancellationToken cancellation) => Task.CompletedTask;

    public Task RunAsync(CancellationToken ended) => Task.CompletedTask;
}
