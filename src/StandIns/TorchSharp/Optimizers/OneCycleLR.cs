using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        public static partial class lr_scheduler
        {
            /// <summary>From max_lr / div_factor up to max_lr, then down to the start / final_div_factor; the momentum the other way.</summary>
            public static LRScheduler OneCycleLR(Optimizer optimizer, double max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1,
                double pct_start = 0.3, impl.OneCycleLR.AnnealStrategy anneal_strategy = impl.OneCycleLR.AnnealStrategy.Cos, bool cycle_momentum = true,
                double base_momentum = 0.85, double max_momentum = 0.95, double div_factor = 25, double final_div_factor = 1e4) =>
                new impl.OneCycleLR(optimizer, max_lr, total_steps, epochs, steps_per_epoch, pct_start, anneal_strategy, cycle_momentum,
                    base_momentum, max_momentum, div_factor, final_div_factor);

            /// <summary>The schedules themselves.</summary>
            public static class impl
            {
                /// <summary>L. Smith, N. Topin, Super-convergence (2018), in two phases.</summary>
                public class OneCycleLR : LRScheduler
                {
                    private readonly double peak;
                    private readonly double start;
                    private readonly double final;
                    private readonly double rise;
                    private readonly int last;
                    private readonly bool linear;
                    private readonly (double Low, double High)? momentum;

                    /// <summary>The curve between two rates.</summary>
                    public enum AnnealStrategy
                    {
                        Cos,
                        Linear,
                    }

                    public OneCycleLR(Optimizer optimizer, double max_lr, int total_steps = -1, int epochs = -1, int steps_per_epoch = -1,
                        double pct_start = 0.3, AnnealStrategy anneal_strategy = AnnealStrategy.Cos, bool cycle_momentum = true,
                        double base_momentum = 0.85, double max_momentum = 0.95, double div_factor = 25, double final_div_factor = 1e4) : base(optimizer)
                    {
                        int total = total_steps != -1 ? total_steps : epochs * steps_per_epoch;
                        if (total <= 0 || (total_steps == -1 && epochs <= 0))
                            throw new ArgumentException("You must define either total_steps OR (epochs AND steps_per_epoch)");
                        if (pct_start is < 0 or > 1)
                            throw new ArgumentException($"Expected float between 0 and 1 for pct_start, but got {pct_start}");
                        if (cycle_momentum && optimizer is not (IMomentum or IBetas))
                            throw new ArgumentException("optimizer must support momentum with `cycle_momentum` option enabled");
                        (peak, start, final) = (max_lr, max_lr / div_factor, max_lr / div_factor / final_div_factor);
                        (rise, last) = (pct_start * total - 1, total - 1);
                        linear = anneal_strategy == AnnealStrategy.Linear;
                        momentum = cycle_momentum ? (base_momentum, max_momentum) : null;
                        step();
                    }

                    private protected override void Set(ParamGroup group, int step)
                    {
                        if (step > last + 1)
                            throw new InvalidOperationException($"Tried to step {step + 1} times. The specified number of total steps is {last + 1}");
                        bool rising = step <= rise;
                        double part = Math.Min(1, rising ? step / rise : (step - rise) / (last - rise));
                        group.LearningRate = rising ? Between(start, peak, part) : Between(peak, final, part);
                        if (momentum is not var (low, high))
                            return;
                        double now = rising ? Between(high, low, part) : Between(low, high, part);
                        if (group is IBetas adam)
                            adam.Betas = (now, adam.Betas.Item2);
                        else if (group is IMomentum with)
                            with.Momentum = now;
                    }

                    private double Between(double from, double to, double part) =>
                        linear ? from + (to - from) * part : to + (from - to) / 2 * (1 + Math.Cos(Math.PI * part));
                }
            }
        }
    }
}
