using System.Threading.Channels;
using Exafs.Inference.Training;

namespace Exafs.Lab.Train;

/// <summary>Batches in their order, made ahead on threads of their own.</summary>
/// <remarks>Each maker has every so-many-th batch; a batch depends on its number alone, so that neither their count nor a stop changes a training.</remarks>
public sealed class BatchStream : IAsyncDisposable
{
    private const int Ahead = 4;

    private readonly Channel<SampleBatch>[] _ready;
    private readonly Task[] _makers;
    private readonly CancellationTokenSource _ending = new();
    private long _next;

    /// <param name="makers">One a thread.</param>
    /// <param name="first">Number of the first batch.</param>
    /// <param name="count">Samples in a batch.</param>
    public BatchStream(SampleMaker[] makers, long first, int count)
    {
        _next = first;
        _ready = [.. makers.Select(_ => Channel.CreateBounded<SampleBatch>(Ahead))];
        _makers = [.. makers.Select((maker, i) => Task.Run(() => Make(maker, i)))];

        async Task Make(SampleMaker maker, int which)
        {
            var writer = _ready[which].Writer;
            try
            {
                for (var number = first + ((which - first % makers.Length + makers.Length) % makers.Length); ; number += makers.Length)
                    await writer.WriteAsync(maker.Make(number, count), _ending.Token).ConfigureAwait(false);
            }
            catch (Exception end)
            {
                writer.Complete(end);
            }
        }
    }

    /// <summary>The next one.</summary>
    public async Task<SampleBatch> NextAsync(CancellationToken stopping) => await _ready[_next++ % _ready.Length].Reader.ReadAsync(stopping).ConfigureAwait(false);

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_makers).ConfigureAwait(false);
        _ending.Dispose();
    }
}
