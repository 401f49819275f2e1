using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public bool requires_grad
        {
            get => Shim.ts_requires_grad(Handle);
            set => Shim.Check(Shim.ts_set_requires_grad(Handle, value) < 0);
        }

        public Tensor requires_grad_(bool requires_grad = true) => with_requires_grad(requires_grad);

        public Tensor with_requires_grad(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        /// <summary>What <see cref="backward()"/> has added up so far, as a new tensor over the same memory; null where it was not here yet.</summary>
        public Tensor? grad
        {
            get
            {
                nint found = Shim.ts_grad(Handle);
                return found == 0 ? null : new Tensor(found);
            }
            set => Shim.Check(Shim.ts_set_grad(Handle, value?.Handle ?? 0) < 0);
        }

        public void backward() => autograd.backward([this]);

        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false) =>
            autograd.backward([this], grad_tensors, retain_graph, create_graph);

        internal void ForgetGradient(bool set_to_none)
        {
            if (set_to_none)
            {
                grad = null;
                return;
            }
            using Tensor? gradient = grad;
            gradient?.zero_();
        }

        /// <summary>The same tensor elsewhere or of another type, its gradient too.</summary>
        internal void MoveTo(Device? where, ScalarType? type)
        {
            bool learnt = requires_grad;
            ScalarType wanted = type is { } asked && dtype is ScalarType.Float16 or ScalarType.BFloat16 or ScalarType.Float32 or ScalarType.Float64 ? type!.Value : dtype;
            using IDisposable guard = no_grad();
            Tensor? gradient = grad?.to(wanted, where ?? device, disposeAfter: true);
            Become(detach().to(wanted, where ?? device, disposeAfter: true).with_requires_grad(learnt));
            if (gradient is null)
                return;
            grad = gradient;
            gradient.Dispose();
        }
    }

    /// <summary>Derivatives of tensors by the tensors that they were computed from.</summary>
    public static class autograd
    {
        public static unsafe void backward(IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false)
        {
            nint[] of = [.. tensors.Select(tensor => tensor.Handle)];
            nint[] with = [.. (grad_tensors ?? []).Select(tensor => tensor.Handle)];
            fixed (nint* ofFirst = of, withFirst = with)
                Shim.Check(Shim.ts_backward(ofFirst, of.Length, withFirst, with.Length, retain_graph ?? create_graph, create_graph) < 0);
            GC.KeepAlive(tensors);
            GC.KeepAlive(grad_tensors);
        }
    }
}
