using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor sum(ScalarType? type = null) => Aten.Call("sum", this, type);
        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => Aten.Call("sum.dim_IntList", this, dim, keepdim, type);
        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => sum([dim], keepdim, type);
        public Tensor mean() => Aten.Call("mean", this);

        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) =>
            Aten.Call("mean.dim", this, dimensions, keepdim, type);

        public Tensor var(bool unbiased = true) => Aten.Call("var", this, unbiased);
        public Tensor std(bool unbiased = true) => Aten.Call("std", this, unbiased);

        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Cast(type, tensor => Aten.Call("var.dim", tensor, dimensions, unbiased, keepdim));

        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) =>
            Cast(type, tensor => Aten.Call("std.dim", tensor, dimensions, unbiased, keepdim));

        public Tensor var(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => var([dim], unbiased, keepdim, type);
        public Tensor std(long dim, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => std([dim], unbiased, keepdim, type);

        public Tensor logsumexp(long dim, bool keepdim = false) => Aten.Call("logsumexp", this, new[] { dim }, keepdim);
        public Tensor cumsum(long dim, ScalarType? type = null) => Aten.Call("cumsum", this, dim, type);
        public Tensor max() => Aten.Call("max", this);
        public Tensor min() => Aten.Call("min", this);
        public Tensor argmax() => Aten.Call("argmax", this);
        public Tensor argmax(long dim, bool keepdim = false) => Aten.Call("argmax", this, dim, keepdim);
        public Tensor all() => Aten.Call("all", this);
        public Tensor any() => Aten.Call("any", this);

        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false)
        {
            Tensor[] both = Aten.CallAll("max.dim", this, dim, keepdim);
            return (both[0], both[1]);
        }

        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false)
        {
            Tensor[] both = Aten.CallAll("min.dim", this, dim, keepdim);
            return (both[0], both[1]);
        }

        /// <summary>The p-norm of all elements.</summary>
        public Tensor norm(float p = 2.0f) => Aten.Call("norm.Scalar", this, (double)p);

        public bool allclose(Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false)
        {
            using DisposeScope scope = NewDisposeScope();
            return Aten.Call("isclose", this, target, rtol, atol, equal_nan).all().item<bool>();
        }

        private Tensor Cast(ScalarType? type, Func<Tensor, Tensor> reduce)
        {
            if (type is not { } wanted)
                return reduce(this);
            using Tensor cast = to(wanted);
            return reduce(cast);
        }
    }
}
