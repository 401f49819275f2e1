using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    using static torch;

    /// <summary>x / (1 + e⁻ˣ).</summary>
    public sealed class SiLU : ParameterLessModule<Tensor, Tensor>
    {
        internal SiLU() : base(nameof(SiLU)) { }

        public override Tensor forward(Tensor input) => input.silu();
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static SiLU SiLU() => new();

            public static partial class functional
            {
                public static Tensor silu(Tensor x) => x.silu();
            }
        }
    }
}
