using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    using static torch;

    /// <summary>Attention of a sequence to itself, then two linear layers, each added to what it got and normalised. A. Vaswani et al. (2017), 3.1.</summary>
    /// <remarks>Input and output [length, n, d_model].</remarks>
    public sealed class TransformerEncoderLayer : nn.Module<Tensor, Tensor>
    {
        private readonly MultiheadAttention self_attn;
        private readonly Linear linear1;
        private readonly Linear linear2;
        private readonly LayerNorm norm1;
        private readonly LayerNorm norm2;
        private readonly nn.Activations activation;
        private readonly double p;

        internal TransformerEncoderLayer(long d_model, long nhead, long dim_feedforward, double dropout, nn.Activations activation) : base(nameof(TransformerEncoderLayer))
        {
            (this.activation, p) = (activation, dropout);
            self_attn = nn.MultiheadAttention(d_model, nhead, dropout);
            linear1 = nn.Linear(d_model, dim_feedforward);
            linear2 = nn.Linear(dim_feedforward, d_model);
            norm1 = nn.LayerNorm(d_model);
            norm2 = nn.LayerNorm(d_model);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => call(input, null, null);

        public Tensor call(Tensor src, Tensor? src_mask) => call(src, src_mask, null);

        /// <summary>The mask [length, length] forbids pairs, the padding mask [n, length] members of the sequence.</summary>
        public Tensor call(Tensor src, Tensor? src_mask, Tensor? src_key_padding_mask)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor attended = self_attn.call(src, src, src, src_key_padding_mask, false, src_mask).Item1;
            Tensor x = norm1.call(src + Dropped(attended));
            Tensor hidden = linear1.call(x);
            hidden = activation == nn.Activations.GELU ? hidden.gelu() : hidden.relu();
            return norm2.call(x + Dropped(linear2.call(Dropped(hidden)))).MoveToOuterDisposeScope();
        }

        private Tensor Dropped(Tensor value) => nn.functional.dropout(value, p, training);
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>What stands between the two linear layers of a transformer.</summary>
            public enum Activations
            {
                ReLU = 0,
                GELU = 1,
            }

            public static TransformerEncoderLayer TransformerEncoderLayer(long d_model = 512, long nhead = 8, long dim_feedforward = 2048,
                double dropout = 0.1, Activations activation = Activations.ReLU) => new(d_model, nhead, dim_feedforward, dropout, activation);
        }
    }
}
