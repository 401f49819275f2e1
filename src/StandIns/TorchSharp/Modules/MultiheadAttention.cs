using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    using static torch;

    /// <summary>softmax(q kᵀ / √d + mask) v in several heads, between linear layers. A. Vaswani et al., Attention is all you need (2017), 3.2.</summary>
    /// <remarks>Query [length, n, dim], key and value [source, n, dim]: the batch is the second dimension.</remarks>
    public sealed class MultiheadAttention : nn.Module
    {
        private readonly long dim;
        private readonly long heads;
        private readonly double p;
        private readonly Parameter in_proj_weight;
        private readonly Parameter? in_proj_bias;
        private readonly Linear out_proj;

        internal MultiheadAttention(long dim, long heads, double dropout, bool bias) : base(nameof(MultiheadAttention))
        {
            if (dim % heads != 0)
                throw new ArgumentException("embed_dim must be divisible by num_heads");
            (this.dim, this.heads, p) = (dim, heads, dropout);
            in_proj_weight = Keep(nameof(in_proj_weight), nn.Parameter(empty(3 * dim, dim)));
            out_proj = nn.Linear(dim, dim, bias);
            nn.init.xavier_uniform_(in_proj_weight);
            if (bias)
            {
                in_proj_bias = Keep(nameof(in_proj_bias), nn.Parameter(zeros(3 * dim)));
                nn.init.zeros_(out_proj.bias!);
            }
            RegisterComponents();
        }

        /// <summary>The values [length, n, dim], and the weights' mean over the heads [n, length, source] where they are asked for.</summary>
        public Tuple<Tensor, Tensor> call(Tensor query, Tensor key, Tensor value, Tensor? key_padding_mask = null, bool need_weights = true, Tensor? attn_mask = null)
        {
            using DisposeScope scope = NewDisposeScope();
            var (length, n, source) = (query.shape[0], query.shape[1], key.shape[0]);
            // [n · heads, length, dim / heads], as of all three.
            Tensor q = Heads(Project(query, 0), length, n) * Math.Sqrt((double)heads / dim);
            Tensor k = Heads(Project(key, 1), source, n);
            Tensor v = Heads(Project(value, 2), source, n);
            Tensor scores = q.bmm(k.transpose(1, 2));
            if (attn_mask is not null)
                scores = Masked(scores, attn_mask);
            if (key_padding_mask is not null)
                scores = Masked(scores.view(n, heads, length, source), key_padding_mask.view(n, 1, 1, source)).view(n * heads, length, source);
            Tensor weights = nn.functional.dropout(scores.softmax(-1), p, training);
            Tensor joined = weights.bmm(v).transpose(0, 1).contiguous().view(length, n, dim);
            Tensor result = out_proj.call(joined).MoveToOuterDisposeScope();
            Tensor mean = need_weights
                ? weights.view(n, heads, length, source).mean([1]).MoveToOuterDisposeScope()
                : new Tensor(0, register: false);
            return Tuple.Create(result, mean);
        }

        private Tensor Project(Tensor input, long part) =>
            nn.functional.linear(input, in_proj_weight.narrow(0, part * dim, dim), in_proj_bias?.narrow(0, part * dim, dim));

        private Tensor Heads(Tensor all, long length, long n) => all.contiguous().view(length, n * heads, dim / heads).transpose(0, 1);

        /// <summary>True forbids; numbers are added.</summary>
        private static Tensor Masked(Tensor scores, Tensor mask) =>
            mask.dtype == ScalarType.Bool ? scores.masked_fill(mask, double.NegativeInfinity) : scores + mask;
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            public static MultiheadAttention MultiheadAttention(long embedded_dim, long num_heads, double dropout = 0.0, bool bias = true) =>
                new(embedded_dim, num_heads, dropout, bias);
        }
    }
}
