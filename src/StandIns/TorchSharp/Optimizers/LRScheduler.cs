using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    public static partial class optim
    {
        /// <summary>Learning rates as functions of the step.</summary>
        public static partial class lr_scheduler
        {
            /// <summary>Sets the learning rate of every group, once per <see cref="step"/>.</summary>
            public abstract class LRScheduler
            {
                private readonly ParamGroup[] groups;
                private int steps = -1;

                protected LRScheduler(Optimizer optimizer) => groups = [.. optimizer.ParamGroups];

                public void step()
                {
                    steps++;
                    foreach (ParamGroup group in groups)
                        Set(group, steps);
                }

                public IEnumerable<double> get_last_lr() => groups.Select(group => group.LearningRate);

                private protected abstract void Set(ParamGroup group, int step);
            }
        }
    }
}
