using TorchSharp.Modules;
using TorchSharp.Native;

namespace TorchSharp.Modules
{
    using static torch;

    /// <summary>While training, sets each number to 0 with probability p and divides the rest by 1 − p.</summary>
    public sealed class Dropout : ParameterLessModule<Tensor, Tensor>
    {
        internal Dropout(double p) : base(nameof(Dropout)) => this.p = p;

        public double p { get; }

        public override Tensor forward(Tensor input) => nn.functional.dropout(input, p, training);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static Dropout Dropout(double p = 0.5) => new(p);

            public static partial class functional
            {
                public static Tensor dropout(Tensor input, double p = 0.5, bool training = true) => Aten.Call("dropout", input, p, training);
            }
        }
    }
}
