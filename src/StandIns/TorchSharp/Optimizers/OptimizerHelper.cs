using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What optimizers have in common: groups, and a step without gradients that leaves no tensor behind.</summary>
public abstract class OptimizerHelper : optim.Optimizer
{
    /// <summary>Adds parameters with settings of their own; what those leave open is the optimizer's.</summary>
    public virtual void add_param_group(ParamGroup param_group)
    {
        param_group.Parameters = [.. param_group.Parameters];
        param_group.InitialLearningRate = param_group.LearningRate;
        groups.Add(param_group);
    }

    public override Tensor? step(Func<Tensor>? closure = null)
    {
        Tensor? loss = null;
        if (closure is not null)
            using (enable_grad())
                loss = closure();
        using IDisposable guard = no_grad();
        using DisposeScope scope = NewDisposeScope();
        foreach (ParamGroup group in groups)
            foreach (Parameter parameter in group.Parameters)
                if (parameter.grad is { } gradient)
                    Step(group, parameter, gradient);
        return loss;
    }

    private protected abstract void Step(ParamGroup group, Parameter parameter, Tensor gradient);
}
