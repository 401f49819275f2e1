using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Disposes, when it is disposed, of every tensor that was made while it was the thread's innermost scope.</summary>
public sealed class DisposeScope : IDisposable
{
    private readonly DisposeScopeManager manager;
    private HashSet<IDisposable> members = new(ReferenceEqualityComparer.Instance);
    private bool disposed;

    internal DisposeScope(DisposeScopeManager manager)
    {
        this.manager = manager;
        OuterScope = manager.CurrentDisposeScope;
    }

    internal DisposeScope? OuterScope { get; set; }

    public IReadOnlyList<IDisposable> DisposablesView => [.. Members];
    public int DisposablesCount => Members.Count;

    private HashSet<IDisposable> Members
    {
        get
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            return members;
        }
    }

    public T MoveToOuter<T>(T disposable) where T : IDisposable
    {
        MoveToOuter([disposable]);
        return disposable;
    }

    public void MoveToOuter(params IDisposable[] disposables)
    {
        foreach (IDisposable disposable in disposables)
        {
            if (OuterScope is null)
                Detach([disposable]);
            else if (Members.Remove(disposable))
                OuterScope.Include(disposable);
        }
    }

    public T Detach<T>(T disposable) where T : IDisposable
    {
        Detach([disposable]);
        return disposable;
    }

    public void Detach(params IDisposable[] disposables)
    {
        foreach (IDisposable disposable in disposables)
        {
            if (!Members.Remove(disposable))
                continue;
            manager.StatisticsInstance.DetachedFromScopeCount++;
            if (disposable is Tensor tensor)
                tensor.OwningDisposeScope = null;
        }
    }

    public void DisposeEverything() => DisposeEverythingBut([]);

    public T DisposeEverythingBut<T>(T keep) where T : IDisposable
    {
        DisposeEverythingBut([keep]);
        return keep;
    }

    public void DisposeEverythingBut(params IDisposable[] keep)
    {
        HashSet<IDisposable> before = Members;
        members = new(keep, ReferenceEqualityComparer.Instance);
        foreach (IDisposable disposable in before)
        {
            if (!members.Contains(disposable))
                disposable.Dispose();
        }
    }

    public void MarkAsDisposed(IDisposable disposable)
    {
        Members.Remove(disposable);
        if (disposable is Tensor tensor)
            tensor.OwningDisposeScope = null;
    }

    public bool Contains(IDisposable disposable) => members.Contains(disposable);

    public void Dispose()
    {
        if (disposed)
            return;
        DisposeEverything();
        manager.Remove(this);
        disposed = true;
    }

    internal void Include(IDisposable disposable)
    {
        members.Add(disposable);
        if (disposable is Tensor tensor)
            tensor.OwningDisposeScope = this;
    }

    /// <summary>The second takes the place of the first, wherever that is.</summary>
    internal static void Replace(Tensor original, Tensor replacement)
    {
        if (original.OwningDisposeScope is not { } scope)
            return;
        scope.MarkAsDisposed(original);
        scope.Include(replacement);
    }
}
