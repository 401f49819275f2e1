using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    using static torch;

    /// <summary>The hyperbolic tangent.</summary>
    public sealed class Tanh : ParameterLessModule<Tensor, Tensor>
    {
        internal Tanh() : base(nameof(Tanh)) { }

        public override Tensor forward(Tensor input) => input.tanh();
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Tanh Tanh() => new();

            public static partial class functional
            {
                public static Tensor tanh(Tensor x) => x.tanh();
            }
        }
    }
}
