using TorchSharp.Native;

namespace TorchSharp;

/// <summary>Tensors, networks and optimizers over libtorch, in the words of PyTorch.</summary>
public static partial class torch
{
    public static DisposeScope NewDisposeScope() => DisposeScopeManager.ThreadSingleton.NewDisposeScope();

    /// <summary>No gradients are recorded until what is returned is disposed of.</summary>
    public static IDisposable no_grad() => new GradMode(false);

    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);
    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);
    public static bool is_grad_enabled() => Shim.ts_grad_enabled();

    /// <summary>Seeds the generator of every device.</summary>
    public static Generator manual_seed(long seed) => new Generator().manual_seed(seed);

    public static int get_num_threads() => Shim.ts_get_num_threads();
    public static void set_num_threads(int num) => Shim.ts_set_num_threads(num);

    /// <summary>libtorch's default generators.</summary>
    public class Generator
    {
        public Generator manual_seed(long seed)
        {
            Shim.Check(Shim.ts_manual_seed(seed) < 0);
            return this;
        }
    }

    private sealed class GradMode : IDisposable
    {
        private readonly bool before = Shim.ts_grad_enabled();

        public GradMode(bool enabled) => Shim.ts_set_grad_enabled(enabled);

        public void Dispose() => Shim.ts_set_grad_enabled(before);
    }
}
