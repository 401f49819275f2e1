using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    using static torch;

    /// <summary>max(x, 0).</summary>
    public sealed class ReLU : ParameterLessModule<Tensor, Tensor>
    {
        internal ReLU() : base(nameof(ReLU)) { }

        public override Tensor forward(Tensor input) => input.relu();
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static ReLU ReLU() => new();

            public static partial class functional
            {
                public static Tensor relu(Tensor x) => x.relu();
            }
        }
    }
}
