using Exafs.Adapters.ScanV1;

namespace Exafs.Adapters.Streams.Bluesky;

/// <summary>Stack, marks and memo of a pickle, each with its limit.</summary>
internal sealed class PickleMachine
{
    private const int KeptEntries = 1 << 16;

    private DocumentValue[] _stack = new DocumentValue[256];
    private DocumentValue[] _memo = new DocumentValue[256];
    private int[] _marks = new int[16];
    private int _count, _highest, _memoCount, _markCount, _pushed, _memoLimit;

    /// <summary>Nothing of the pickle before is left.</summary>
    /// <param name="bytes">Of the pickle that is to come: so many entries it can remember at most.</param>
    public void Clear(int bytes)
    {
        Array.Clear(_stack, 0, _highest);
        Array.Clear(_memo, 0, _memoCount);
        if (_stack.Length > KeptEntries)
            _stack = new DocumentValue[256];
        if (_memo.Length > KeptEntries)
            _memo = new DocumentValue[256];
        (_count, _highest, _memoCount, _markCount, _pushed) = (0, 0, 0, 0, 0);
        _memoLimit = Math.Min(bytes, BlueskyLimits.MemoEntries);
    }

    public void Push(DocumentValue value)
    {
        if (++_pushed > BlueskyLimits.Values)
            throw new ScanV1Exception("too_large", $"more than {BlueskyLimits.Values} values");
        if (_count == _stack.Length)
            Array.Resize(ref _stack, 2 * _count);
        _stack[_count++] = value;
        if (_count > _highest)
            _highest = _count;
    }

    public DocumentValue Pop()
    {
        if (_count <= Floor)
            throw Underflow();
        return _stack[--_count];
    }

    /// <summary>The upper one, which stays.</summary>
    public ref DocumentValue Top
    {
        get
        {
            if (_count <= Floor)
                throw Underflow();
            return ref _stack[_count - 1];
        }
    }

    public void Mark()
    {
        if (_markCount == BlueskyLimits.Marks)
            throw new ScanV1Exception("too_deep", $"more than {BlueskyLimits.Marks} marks");
        if (_markCount == _marks.Length)
            Array.Resize(ref _marks, 2 * _markCount);
        _marks[_markCount++] = _count;
    }

    /// <summary>What is above the last mark, which goes with it; to be used before the next push.</summary>
    public ReadOnlySpan<DocumentValue> PopMark()
    {
        if (_markCount == 0)
            throw new ScanV1Exception("malformed_pickle", "there is no mark");
        int from = _marks[--_markCount];
        ReadOnlySpan<DocumentValue> above = _stack.AsSpan(from, _count - from);
        _count = from;
        return above;
    }

    public DocumentList Tuple(int length)
    {
        if (_count - length < Floor)
            throw Underflow();
        _count -= length;
        return new DocumentList(_stack.AsSpan(_count, length));
    }

    public void PopValueOrMark()
    {
        if (_count > Floor)
            _count--;
        else
            PopMark();
    }

    public void Memoize() => Put((uint)_memoCount);

    public void Put(uint at)
    {
        if (at >= _memoLimit)
            throw new ScanV1Exception("too_large", $"entry {at} of the memo, of {_memoLimit}");
        if (at >= _memo.Length)
            Array.Resize(ref _memo, Math.Max((int)at + 1, Math.Min(2 * _memo.Length, BlueskyLimits.MemoEntries)));
        _memo[at] = Top;
        _memoCount = Math.Max(_memoCount, (int)at + 1);
    }

    public void Get(uint at)
    {
        if (at >= _memoCount)
            throw new ScanV1Exception("malformed_pickle", $"entry {at} of the memo was not put");
        Push(_memo[at]);
    }

    public DocumentValue Result() => _count == 1 && _markCount == 0 ? _stack[0] : throw new ScanV1Exception("malformed_pickle", $"{_count} values are left");

    private int Floor => _markCount == 0 ? 0 : _marks[_markCount - 1];

    private static ScanV1Exception Underflow() => new("malformed_pickle", "an operation asks for more than there is");
}
