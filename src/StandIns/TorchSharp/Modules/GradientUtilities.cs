using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>What is done to gradients before a step.</summary>
        public static class utils
        {
            /// <summary>Scales all gradients by one factor so that their common norm is at most <paramref name="max_norm"/>; returns the norm that it was.</summary>
            public static double clip_grad_norm_(IEnumerable<Parameter> tensors, double max_norm, double norm_type = 2.0)
            {
                using IDisposable guard = no_grad();
                using DisposeScope scope = NewDisposeScope();
                Tensor[] gradients = [.. tensors.Select(parameter => parameter.grad).OfType<Tensor>()];
                if (gradients.Length == 0)
                    return 0;
                double norm = stack(gradients.Select(gradient => gradient.norm((float)norm_type).cpu())).norm((float)norm_type).to(ScalarType.Float64).item<double>();
                double factor = max_norm / (norm + 1e-6);
                if (factor < 1)
                    foreach (Tensor gradient in gradients)
                        gradient.mul_(factor);
                return norm;
            }

            public static void clip_grad_value_(IEnumerable<Parameter> tensors, double clip_value)
            {
                using IDisposable guard = no_grad();
                using DisposeScope scope = NewDisposeScope();
                foreach (Parameter parameter in tensors)
                    parameter.grad?.clamp_(-clip_value, clip_value);
            }
        }
    }
}
