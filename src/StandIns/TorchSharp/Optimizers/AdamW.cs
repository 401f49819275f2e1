using TorchSharp.Modules;

namespace TorchSharp.Modules
{
    using static torch;

    /// <summary>I. Loshchilov, F. Hutter, Decoupled weight decay (2019): Adam, with the parameters themselves shrunk by lr · weight_decay.</summary>
    public class AdamW : OptimizerHelper, optim.IBetas
    {
        private readonly Options defaults;
        private readonly Dictionary<Parameter, AdamState> states = new(ReferenceEqualityComparer.Instance);

        public AdamW(IEnumerable<ParamGroup> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0)
        {
            Refuse(lr < 0, $"Invalid learning rate: {lr}");
            Refuse(eps < 0, $"Invalid ε: {eps}");
            Refuse(beta1 is < 0 or >= 1, $"Invalid beta1: {beta1}");
            Refuse(beta2 is < 0 or >= 1, $"Invalid beta2: {beta2}");
            Refuse(weight_decay < 0, $"Invalid weight_decay value: {weight_decay}");
            defaults = new Options { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay };
            foreach (ParamGroup group in parameters)
                add_param_group(group);
        }

        public AdamW(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0)
            : this([new ParamGroup { Parameters = parameters }], lr, beta1, beta2, eps, weight_decay) { }

        public (double, double) Betas
        {
            get => (defaults.beta1!.Value, defaults.beta2!.Value);
            set => (defaults.beta1, defaults.beta2) = value;
        }

        public override void add_param_group(Modules.ParamGroup param_group)
        {
            var options = (Options)param_group.Options;
            options.LearningRate ??= defaults.LearningRate;
            options.beta1 ??= defaults.beta1;
            options.beta2 ??= defaults.beta2;
            options.eps ??= defaults.eps;
            options.weight_decay ??= defaults.weight_decay;
            base.add_param_group(param_group);
        }

        private protected override void Step(Modules.ParamGroup group, Parameter parameter, Tensor gradient)
        {
            var options = (Options)group.Options;
            parameter.mul_(1 - options.LearningRate!.Value * options.weight_decay!.Value);
            StateOf(parameter).Step(parameter, gradient, options.LearningRate.Value, options.beta1!.Value, options.beta2!.Value, options.eps!.Value);
        }

        private AdamState StateOf(Parameter parameter)
        {
            if (!states.TryGetValue(parameter, out AdamState? state))
                states[parameter] = state = new AdamState(parameter);
            return state;
        }

        protected override void Dispose(bool disposing)
        {
            foreach (AdamState state in states.Values)
                state.Dispose();
            states.Clear();
            base.Dispose(disposing);
        }

        private static void Refuse(bool invalid, string why)
        {
            if (invalid)
                throw new ArgumentException(why);
        }

        /// <summary>The settings of a group.</summary>
        public class Options : OptimizerOptions
        {
            public double? beta1 { get; set; }
            public double? beta2 { get; set; }
            public double? eps { get; set; }
            public double? weight_decay { get; set; }
        }

        /// <summary>Parameters with settings of their own.</summary>
        public class ParamGroup : ParamGroup<Options>, optim.IBetas
        {
            public ParamGroup() { }

            public ParamGroup(IEnumerable<Parameter> parameters, Options options) : base(parameters, options) { }

            public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0)
                : base(parameters, new Options { LearningRate = lr, beta1 = beta1, beta2 = beta2, eps = eps, weight_decay = weight_decay }) { }

            public (double, double) Betas
            {
                get => (Options.beta1!.Value, Options.beta2!.Value);
                set => (Options.beta1, Options.beta2) = value;
            }
        }
    }
}

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            public static AdamW AdamW(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0) =>
                new(parameters, lr, beta1, beta2, eps, weight_decay);

            public static AdamW AdamW(IEnumerable<AdamW.ParamGroup> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0) =>
                new(parameters, lr, beta1, beta2, eps, weight_decay);
        }
    }
}
