using Exafs.Adapters.Storage;

namespace Exafs.Lab;

/// <summary>The run of a store that somebody asked for.</summary>
internal static class StoredRunChoice
{
    /// <param name="store">Opened.</param>
    /// <param name="file">What it is called.</param>
    /// <param name="runId">Null: the last one that has scans.</param>
    /// <exception cref="UsageException">It is not there.</exception>
    public static string Of(StoreReader store, string file, string? runId)
    {
        var runs = store.Runs();
        if (runs.Count == 0) throw new UsageException($"{file}: there is no run in it");

        // Messages that nobody could read are of a run that has events and no scans.
        if (runId is null) return (runs.LastOrDefault(run => run.Analyzed + run.Rejected > 0) ?? runs[^1]).RunId;
        return runs.Any(run => run.RunId == runId) ? runId : throw new UsageException($"--run: {file} has no run {runId}; it has {string.Join(", ", runs.Select(run => run.RunId))}");
    }
}
