namespace Exafs.Inference.Decomposition;

/// <summary>The weights that take part: their part of G + λ as Cholesky's factor, and the minimum among them with Σw = 1.</summary>
internal sealed class PassiveSet
{
    /// <summary>Of hundreds, some dozens take part.</summary>
    private const int Few = 64;

    private readonly double[] _gram;
    private readonly int _count;
    private int[] _members = [];
    private double[] _weights = [], _free = [], _ones = [];
    private double[] _factor = []; // lower triangle, row after row, rows packed
    private double _ridge;

    /// <param name="gram">G [n, n].</param>
    /// <param name="count">n.</param>
    public PassiveSet(double[] gram, int count)
    {
        (_gram, _count) = (gram, count);
        Grow(Math.Min(count, Few));
    }

    public int Count { get; private set; }

    public ReadOnlySpan<int> Members => _members.AsSpan(0, Count);

    public ReadOnlySpan<double> Weights => _weights.AsSpan(0, Count);

    public void Reset(double ridge) => (Count, _ridge) = (0, ridge);

    /// <summary>Lets another take part, at weight 0 (1 where it is the first); false where it depends on the others.</summary>
    public bool Add(int member)
    {
        if (Members.Contains(member)) return false;
        if (Count == _members.Length) Grow(Math.Min(_count, 2 * Count));
        _weights[Count] = Count == 0 ? 1 : 0;
        _members[Count] = member;
        return Extend(Count++);
    }

    /// <summary>Moves towards the minimum with equality; whoever reaches 0 on the way leaves, until nobody does.</summary>
    public void Settle(ReadOnlySpan<double> linear)
    {
        while (true)
        {
            Minimum(linear);
            var (step, leaves) = (1.0, -1);
            for (var p = 0; p < Count; p++)
                if (_free[p] <= 0 && (_weights[p] > 0 ? _weights[p] / (_weights[p] - _free[p]) : 0) is var reached && (reached < step || leaves < 0))
                    (step, leaves) = (reached, p);
            for (var p = 0; p < Count; p++) _weights[p] = leaves < 0 ? _free[p] : _weights[p] + (step * (_free[p] - _weights[p]));
            if (leaves < 0) return;
            Remove(leaves);
        }
    }

    /// <summary>x ← (G + λ)⁻¹x among the members [p].</summary>
    private void Solve(Span<double> x)
    {
        for (var i = 0; i < Count; i++)
        {
            var sum = x[i];
            ReadOnlySpan<double> row = Row(i);
            for (var j = 0; j < i; j++) sum -= row[j] * x[j];
            x[i] = sum / row[i];
        }

        for (var i = Count - 1; i >= 0; i--)
        {
            var row = Row(i);
            x[i] /= row[i];
            for (var j = 0; j < i; j++) x[j] -= row[j] * x[i];
        }
    }

    /// <summary>x ← H⁻¹(x − ν), ν such that the sum is 0.</summary>
    public void Respond(Span<double> x) => Level(x, 0);

    /// <summary>H⁻¹(b − ν), ν such that the sum is 1.</summary>
    private void Minimum(ReadOnlySpan<double> linear)
    {
        for (var p = 0; p < Count; p++) _free[p] = linear[_members[p]];
        Level(_free.AsSpan(0, Count), 1);
    }

    private void Level(Span<double> x, double wanted)
    {
        var ones = _ones.AsSpan(0, Count);
        ones.Fill(1);
        Solve(x);
        Solve(ones);
        var (sum, all) = (0.0, 0.0);
        for (var p = 0; p < Count; p++) (sum, all) = (sum + x[p], all + ones[p]);
        for (var p = 0; p < Count; p++) x[p] -= (sum - wanted) / all * ones[p];
    }

    private void Grow(int capacity)
    {
        Array.Resize(ref _members, capacity);
        Array.Resize(ref _weights, capacity);
        Array.Resize(ref _factor, capacity * (capacity + 1) / 2);
        (_free, _ones) = (new double[capacity], new double[capacity]);
    }

    private void Remove(int place)
    {
        for (var p = place; p < Count - 1; p++) (_members[p], _weights[p]) = (_members[p + 1], _weights[p + 1]);
        Count--;
        for (var p = place; p < Count; p++) Extend(p);
    }

    /// <summary>A further row of the factor.</summary>
    private bool Extend(int place)
    {
        var row = _factor.AsSpan(place * (place + 1) / 2, place + 1);
        var offset = _members[place] * _count;
        var rest = _gram[offset + _members[place]] + _ridge;
        for (var i = 0; i < place; i++)
        {
            var sum = _gram[offset + _members[i]];
            ReadOnlySpan<double> other = Row(i);
            for (var j = 0; j < i; j++) sum -= row[j] * other[j];
            row[i] = sum / other[i];
            rest -= row[i] * row[i];
        }

        row[place] = Math.Sqrt(rest);
        return rest > 0;
    }

    private ReadOnlySpan<double> Row(int i) => _factor.AsSpan(i * (i + 1) / 2, i + 1);
}
