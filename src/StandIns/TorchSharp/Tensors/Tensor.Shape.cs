using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor reshape(params long[] shape) => Aten.Call("reshape", this, shape);
        public Tensor view(params long[] shape) => Aten.Call("view", this, shape);
        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Aten.Call("flatten.using_ints", this, start_dim, end_dim);
        public Tensor transpose(long dim0, long dim1) => Aten.Call("transpose.int", this, dim0, dim1);
        public Tensor t() => Aten.Call("t", this);
        public Tensor permute(params long[] permutation) => Aten.Call("permute", this, permutation);
        public Tensor unsqueeze(long dim) => Aten.Call("unsqueeze", this, dim);
        public Tensor squeeze(long? dim = null) => dim is { } one ? Aten.Call("squeeze.dim", this, one) : Aten.Call("squeeze", this);
        public Tensor expand(params long[] sizes) => Aten.Call("expand", this, sizes);
        public Tensor broadcast_to(params long[] shape) => Aten.Call("broadcast_to", this, shape);
        public Tensor repeat(params long[] sizes) => Aten.Call("repeat", this, sizes);
        public Tensor flip(params long[] dims) => Aten.Call("flip", this, dims);
        public Tensor narrow(long dim, long start, long length) => Aten.Call("narrow", this, dim, start, length);
        public Tensor slice(long dim, long start, long finish, long step) => Aten.Call("slice.Tensor", this, dim, start, finish, step);
        public Tensor select(long dim, long index) => Aten.Call("select.int", this, dim, index);

        /// <summary>The rows (or whatever <paramref name="dim"/> is) of these numbers, in their order.</summary>
        public Tensor index_select(long dim, Tensor index) => Aten.Call("index_select", this, dim, index);

        public Tensor masked_fill(Tensor mask, Scalar value) => Aten.Call("masked_fill.Scalar", this, mask, value);
        public Tensor tril(long diagonal = 0) => Aten.Call("tril", this, diagonal);
        public Tensor triu(long diagonal = 0) => Aten.Call("triu", this, diagonal);
        public Tensor[] chunk(long chunks, long dim = 0L) => Aten.CallAll("chunk", this, chunks, dim);
        public Tensor[] split(long size, int dim = 0) => Aten.CallAll("split.Tensor", this, size, (long)dim);
        public Tensor[] unbind(long dimension = 0L) => Aten.CallAll("unbind.int", this, dimension);

        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set
            {
                using Tensor part = index(indices);
                part.copy_(value);
            }
        }

        public Tensor this[long i1] => this[TensorIndex.Single(i1)];
        public Tensor this[long i1, long i2] => this[TensorIndex.Single(i1), TensorIndex.Single(i2)];
        public Tensor this[long i1, long i2, long i3] => this[TensorIndex.Single(i1), TensorIndex.Single(i2), TensorIndex.Single(i3)];

        /// <summary>A view of the part that the indices name, one for each dimension from the first on.</summary>
        public Tensor index(params TensorIndex[] indices)
        {
            long taken = indices.Count(index => index.kind is TensorIndex.Kind.Slice or TensorIndex.Kind.Single);
            long dim = 0;
            Tensor part = alias();
            foreach (TensorIndex index in indices)
            {
                Tensor next;
                switch (index.kind)
                {
                    case TensorIndex.Kind.Ellipsis:
                        dim += Dimensions - taken;
                        continue;
                    case TensorIndex.Kind.None:
                        next = part.unsqueeze(dim++);
                        break;
                    case TensorIndex.Kind.Single:
                        next = part.select(dim, index.start!.Value);
                        break;
                    default:
                        next = Aten.Call("slice.Tensor", part, dim++, index.start, index.stop, index.step ?? 1);
                        break;
                }
                part.Dispose();
                part = next;
            }
            return part;
        }
    }
}
