using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>One parameter's running means of the gradient and of its square.</summary>
internal sealed class AdamState(Tensor parameter) : IDisposable
{
    private readonly Tensor mean = zeros_like(parameter).DetachFromDisposeScope();
    private readonly Tensor square = zeros_like(parameter).DetachFromDisposeScope();
    private long steps;

    /// <summary>D. Kingma, J. Ba, Adam (2015), algorithm 1.</summary>
    public void Step(Tensor parameter, Tensor gradient, double rate, double beta1, double beta2, double eps)
    {
        steps++;
        mean.mul_(beta1).add_(gradient, alpha: 1 - beta1);
        square.mul_(beta2).addcmul_(gradient, gradient, value: 1 - beta2);
        Tensor deviation = square.sqrt().div_(Math.Sqrt(1 - Math.Pow(beta2, steps))).add_(eps);
        parameter.addcdiv_(mean, deviation, value: -rate / (1 - Math.Pow(beta1, steps)));
    }

    public void Dispose()
    {
        mean.Dispose();
        square.Dispose();
    }
}
