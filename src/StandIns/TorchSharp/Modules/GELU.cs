using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    using static torch;

    /// <summary>x Φ(x), Φ the distribution function of the normal distribution.</summary>
    public sealed class GELU : ParameterLessModule<Tensor, Tensor>
    {
        internal GELU() : base(nameof(GELU)) { }

        public override Tensor forward(Tensor input) => input.gelu();
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static GELU GELU() => new();

            public static partial class functional
            {
                public static Tensor gelu(Tensor x) => x.gelu();
            }
        }
    }
}
