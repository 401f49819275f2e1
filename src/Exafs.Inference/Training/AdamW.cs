using Exafs.Physics.Libraries;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Exafs.Inference.Training;

/// <summary>I. Loshchilov and F. Hutter, Decoupled weight decay regularization (ICLR 2019), with moments that can be kept: a training that was stopped goes on as if it had not been.</summary>
internal sealed class AdamW : IDisposable
{
    private const double Beta1 = 0.9, Beta2 = 0.999, Epsilon = 1e-8;

    private readonly (string Name, Parameter Value, Tensor Mean, Tensor Square)[] _parameters;

    public AdamW(IEnumerable<(string Name, Parameter Value)> parameters) => _parameters =
    [
        .. parameters.Select(parameter => (parameter.Name, parameter.Value, zeros_like(parameter.Value.detach()).DetachFromDisposeScope(), zeros_like(parameter.Value.detach()).DetachFromDisposeScope())),
    ];

    /// <summary>Steps done.</summary>
    public int Steps { get; private set; }

    /// <param name="rate">Learning rate.</param>
    /// <param name="decay">Weights shrink by this times the rate; biases and norms do not.</param>
    public void Step(double rate, double decay)
    {
        using var untracked = no_grad();
        Steps++;
        foreach (var (_, value, mean, square) in _parameters)
        {
            if (value.grad is not { } gradient) continue;
            mean.mul_(Beta1).add_(gradient, alpha: 1 - Beta1);
            square.mul_(Beta2).addcmul_(gradient, gradient, value: 1 - Beta2);
            if (value.dim() > 1) value.mul_(1 - (rate * decay));
            var deviation = square.sqrt().div_(Math.Sqrt(1 - Math.Pow(Beta2, Steps))).add_(Epsilon);
            value.addcdiv_(mean, deviation, value: -rate / (1 - Math.Pow(Beta1, Steps)));
        }
    }

    /// <summary>Weights and moments, to be written.</summary>
    public IEnumerable<StoredTensor> State()
    {
        foreach (var (name, value, mean, square) in _parameters)
        {
            yield return Stored($"value.{name}", value);
            yield return Stored($"mean.{name}", mean);
            yield return Stored($"square.{name}", square);
        }
    }

    /// <summary>As they were after so many steps.</summary>
    /// <exception cref="InvalidDataException">The file is of another network.</exception>
    public void Restore(Safetensors file, int steps)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (name, value, mean, square) in _parameters)
        {
            foreach (var (part, target) in new[] { ($"value.{name}", value), ($"mean.{name}", mean), ($"square.{name}", square) })
                target.copy_(tensor(file[part].Shaped([.. target.shape.Select(size => (int)size)]).As<float>().ToArray(), target.shape));
        }

        Steps = steps;
    }

    public void Dispose()
    {
        foreach (var (_, _, mean, square) in _parameters)
        {
            mean.Dispose();
            square.Dispose();
        }
    }

    private static StoredTensor Stored(string name, Tensor value)
    {
        using var scope = NewDisposeScope();
        return StoredTensor.Floats(name, value.detach().cpu().data<float>().ToArray(), [.. value.shape.Select(size => (int)size)]);
    }
}
