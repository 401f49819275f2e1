namespace Exafs.Monitor.Operation;

/// <summary>One thing that has to be well.</summary>
/// <param name="Name">Such as "store".</param>
/// <param name="Trouble">Null: it is well.</param>
/// <param name="Remark">What else an operator may want to know.</param>
internal sealed record HealthCheck(string Name, string? Trouble, string? Remark = null)
{
    /// <summary>As Kubernetes writes them: "[+]store ok", "[-]store failed: …".</summary>
    public override string ToString() => Trouble is null ? $"[+]{Name} ok{(Remark is null ? "" : $": {Remark}")}" : $"[-]{Name} failed: {Trouble}";
}
