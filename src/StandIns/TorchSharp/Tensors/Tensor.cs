using System.Diagnostics.CodeAnalysis;
using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>An array of numbers of one type on one device, which remembers how it was computed where gradients are asked for.</summary>
    public partial class Tensor : IDisposable
    {
        private static long totalCount;
        private nint handle;

        internal Tensor(nint handle, bool register = true)
        {
            this.handle = handle;
            if (handle == 0)
                return;
            Interlocked.Increment(ref totalCount);
            if (register)
                DisposeScopeManager.ThreadSingleton.Register(this);
        }

        ~Tensor() => Dispose(false);

        internal DisposeScope? OwningDisposeScope { get; set; }

        /// <summary>The tensors of this process that nobody has disposed of yet.</summary>
        public static long TotalCount => Interlocked.Read(ref totalCount);

        public bool IsInvalid => handle == 0;

        public nint Handle => handle != 0 ? handle : throw new InvalidOperationException("Tensor invalid -- empty handle.");

        public void Dispose()
        {
            Dispose(true);
            GC.SuppressFinalize(this);
        }

        protected virtual void Dispose(bool disposing)
        {
            if (handle == 0)
                return;
            if (disposing)
            {
                DisposeScopeManager.ThreadSingleton.Disposing(this);
                OwningDisposeScope?.MarkAsDisposed(this);
            }
            Interlocked.Decrement(ref totalCount);
            Shim.ts_free(handle);
            handle = 0;
        }

        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        /// <summary>Gives up the handle: this tensor is invalid from now on.</summary>
        internal nint MoveHandle()
        {
            nint moved = Handle;
            handle = 0;
            Interlocked.Decrement(ref totalCount);
            GC.SuppressFinalize(this);
            return moved;
        }

        /// <summary>Becomes what the other is, and the other invalid.</summary>
        internal void Become(Tensor other)
        {
            Shim.ts_free(Handle);
            other.OwningDisposeScope?.MarkAsDisposed(other);
            handle = other.MoveHandle();
        }

        public long Dimensions => Shim.ts_dim(Handle);
        public long dim() => Dimensions;
        public long ndim => Dimensions;
        public long[] shape => Layout().Sizes;
        public long[] size() => shape;
        public long[] stride() => Layout().Strides;
        public long NumberOfElements => shape.Aggregate(1L, (product, size) => product * size);
        public long numel() => NumberOfElements;
        public ScalarType dtype => (ScalarType)Shim.ts_dtype(Handle);
        public bool is_contiguous() => Shim.ts_is_contiguous(Handle);
        public bool is_leaf => Shim.ts_is_leaf(Handle);
        public bool is_cuda => device_type == DeviceType.CUDA;
        public Device device => new(device_type, device_index);
        public DeviceType device_type => Place().Type;
        public int device_index => Place().Index;

        /// <summary>The length of one dimension; negative ones count from the end.</summary>
        public long size(int dim)
        {
            long[] sizes = shape;
            return sizes[dim < 0 ? sizes.Length + dim : dim];
        }

        private unsafe (long[] Sizes, long[] Strides) Layout()
        {
            var sizes = new long[Dimensions];
            var strides = new long[sizes.Length];
            fixed (long* size = sizes, stride = strides)
                Shim.ts_sizes(Handle, size, stride);
            return (sizes, strides);
        }

        private unsafe (DeviceType Type, int Index) Place()
        {
            int index;
            return ((DeviceType)Shim.ts_device(Handle, &index), index);
        }

        public override bool Equals([NotNullWhen(true)] object? obj) => ReferenceEquals(this, obj);
        public override int GetHashCode() => base.GetHashCode();

        public override string ToString() => IsInvalid ? "[invalid]" : $"[{string.Join('x', shape)}], type = {dtype}, device = {device}";
    }
}
