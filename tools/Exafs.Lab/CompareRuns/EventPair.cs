using Exafs.Pipeline.Changes;

namespace Exafs.Lab.CompareRuns;

/// <summary>An event in A and the one of the same kind and cause in B, the first with the first and so on; null: the other run has none.</summary>
internal sealed record EventPair(ChangeEvent? A, ChangeEvent? B)
{
    public ChangeEvent Any => A ?? B!;

    /// <summary>All that the hash takes is the same.</summary>
    public bool IsSame => A is not null && B is not null && A.Moved.SequenceEqual(B.Moved) && Plain(A) == Plain(B);

    /// <summary>B − A of the data's times, s; NaN: one has none.</summary>
    public double Seconds => A?.Time is { } a && B?.Time is { } b ? (b - a).TotalSeconds : double.NaN;

    /// <summary>B − A, K; NaN: one has none.</summary>
    public double Kelvin => A?.TemperatureKelvin is { } a && B?.TemperatureKelvin is { } b ? b.Value - a.Value : double.NaN;

    /// <summary>Pairs them, in the order of A, then what B alone has.</summary>
    public static IEnumerable<EventPair> Of(IEnumerable<ChangeEvent> a, IEnumerable<ChangeEvent> b)
    {
        var left = b.GroupBy(Key).ToDictionary(group => group.Key, group => new Queue<ChangeEvent>(group));
        foreach (ChangeEvent one in a)
            yield return new(one, left.TryGetValue(Key(one), out Queue<ChangeEvent>? same) && same.TryDequeue(out ChangeEvent? other) ? other : null);
        foreach (ChangeEvent alone in left.Values.SelectMany(queue => queue))
            yield return new(null, alone);
    }

    private static (ChangeKind Kind, string Cause, string? Element, string? Edge) Key(ChangeEvent change) => (change.Kind, change.Cause, change.Series.Element, change.Series.Edge);

    private static ChangeEvent Plain(ChangeEvent change) => change with { Moved = [], Series = default };
}
