using TorchSharp.Modules;
using TorchSharp.Native;

namespace TorchSharp.Modules
{
    using static torch;

    /// <summary>Means over windows along the last dimension.</summary>
    public sealed class AvgPool1d : ParameterLessModule<Tensor, Tensor>
    {
        internal AvgPool1d(long kernel_size, long? stride, long padding) : base(nameof(AvgPool1d)) =>
            (this.kernel_size, this.stride, this.padding) = (kernel_size, stride, padding);

        public long kernel_size { get; }
        public long? stride { get; }
        public long? padding { get; }

        public override Tensor forward(Tensor input) =>
            Aten.Call("avg_pool1d", input, new[] { kernel_size }, new[] { stride ?? kernel_size }, new[] { padding ?? 0 });
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static AvgPool1d AvgPool1d(long kernel_size, long? stride = null, long padding = 0) => new(kernel_size, stride, padding);
        }
    }
}
