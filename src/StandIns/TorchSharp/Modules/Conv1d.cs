using TorchSharp.Modules;
using TorchSharp.Native;

namespace TorchSharp.Modules
{
    using static torch;

    /// <summary>Cross-correlation along the last dimension: input [n, in, length], weight [out, in / groups, kernel].</summary>
    public sealed class Conv1d : nn.Module<Tensor, Tensor>
    {
        private readonly Padding? kind;
        private readonly long padding;
        private readonly long stride;
        private readonly long dilation;
        private readonly long groups;

        internal Conv1d(long in_channels, long out_channels, long kernel_size, Padding? kind, long padding, long stride, long dilation, long groups,
            bool bias, Device? device, ScalarType? dtype) : base(nameof(Conv1d))
        {
            (this.kind, this.padding, this.stride, this.dilation, this.groups) = (kind, padding, stride, dilation, groups);
            weight = Keep(nameof(weight), nn.Parameter(empty([out_channels, in_channels / groups, kernel_size], dtype, device)));
            if (bias)
            {
                this.bias = Keep(nameof(bias), nn.Parameter(empty([out_channels], dtype, device)));
            }
            nn.init.AsInLayers(weight, this.bias);
        }

        public Parameter weight { get; }
        public Parameter? bias { get; }

        public override Tensor forward(Tensor input) => kind is { } named
            ? Aten.Call("conv1d.padding", input, weight, bias, new[] { stride }, named == Padding.Same ? "same" : "valid", new[] { dilation }, groups)
            : nn.functional.conv1d(input, weight, bias, stride, padding, dilation, groups);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Conv1d Conv1d(long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long dilation = 1,
                PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(in_channels, out_channels, kernel_size, null, padding, stride, dilation, groups, bias, device, dtype);

            public static Conv1d Conv1d(long in_channels, long out_channels, long kernel_size, Padding padding, long stride = 1, long dilation = 1,
                PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(in_channels, out_channels, kernel_size, padding, 0, stride, dilation, groups, bias, device, dtype);

            public static partial class functional
            {
                public static Tensor conv1d(Tensor input, Tensor weight, Tensor? bias = null, long? stride = null, long? padding = null,
                    long? dilation = null, long groups = 1) =>
                    Aten.Call("conv1d", input, weight, bias, new[] { stride ?? 1 }, new[] { padding ?? 0 }, new[] { dilation ?? 1 }, groups);
            }
        }
    }
}
