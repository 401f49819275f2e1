using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    using static torch;

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    public sealed class Sigmoid : ParameterLessModule<Tensor, Tensor>
    {
        internal Sigmoid() : base(nameof(Sigmoid)) { }

        public override Tensor forward(Tensor input) => input.sigmoid();
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Sigmoid Sigmoid() => new();

            public static partial class functional
            {
                public static Tensor sigmoid(Tensor x) => x.sigmoid();
            }
        }
    }
}
