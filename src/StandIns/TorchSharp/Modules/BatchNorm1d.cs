using TorchSharp.Modules;
using TorchSharp.Native;

namespace TorchSharp.Modules
{
    using static torch;

    /// <summary>(x − mean) / √(variance + eps) per feature: over the batch while training, by the running means afterwards; then scaled and shifted.</summary>
    public sealed class BatchNorm1d : nn.Module<Tensor, Tensor>
    {
        internal BatchNorm1d(long num_features, double eps, double momentum, bool affine, Device? device, ScalarType? dtype) : base(nameof(BatchNorm1d))
        {
            (this.num_features, this.eps, this.momentum) = (num_features, eps, momentum);
            if (affine)
            {
                weight = Keep(nameof(weight), nn.Parameter(ones([num_features], dtype, device)));
                bias = Keep(nameof(bias), nn.Parameter(zeros([num_features], dtype, device)));
            }
            running_mean = Keep(nameof(running_mean), zeros([num_features], dtype, device));
            running_var = Keep(nameof(running_var), ones([num_features], dtype, device));
            num_batches_tracked = Keep(nameof(num_batches_tracked), zeros([], ScalarType.Int64, device));
        }

        public long num_features { get; }
        public double eps { get; }
        public double? momentum { get; }
        public Parameter? weight { get; }
        public Parameter? bias { get; }
        public Tensor? running_mean { get; }
        public Tensor? running_var { get; }
        public Tensor? num_batches_tracked { get; }

        public override Tensor forward(Tensor input)
        {
            if (input.Dimensions is not (2 or 3))
                throw new ArgumentException($"expected 2D or 3D input (got {input.Dimensions}D input)");
            if (training)
                num_batches_tracked!.add_(1);
            return Aten.Call("batch_norm", input, weight, bias, running_mean, running_var, training, momentum!.Value, eps, true);
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static BatchNorm1d BatchNorm1d(long num_features, double eps = 1e-05, double momentum = 0.1, bool affine = true,
                bool track_running_stats = true, Device? device = null, ScalarType? dtype = null) => track_running_stats
                ? new(num_features, eps, momentum, affine, device, dtype)
                : throw new NotSupportedException("a BatchNorm1d without running means is not in this subset");
        }
    }
}
