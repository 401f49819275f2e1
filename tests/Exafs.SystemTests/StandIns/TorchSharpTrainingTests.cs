using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Exafs.SystemTests.StandIns;

/// <summary>Optimizer, schedule and a small training as the package TorchSharp has them. Public surface only.</summary>
[Collection(TorchSharpGroup.Name)]
public sealed class TorchSharpTrainingTests
{
    [Fact]
    public void AdamW_Steps_AreTheAlgorithms()
    {
        const double rate = 0.1, decay = 0.2, beta1 = 0.9, beta2 = 0.99, eps = 1e-8;
        using DisposeScope scope = torch.NewDisposeScope();
        var parameter = new Parameter(torch.tensor(new[] { 1.0, -2.0 }));
        using AdamW optimizer = optim.AdamW([parameter], rate, beta1, beta2, eps, decay);
        double[] p = [1.0, -2.0], mean = new double[2], square = new double[2];

        for (int step = 1; step <= 3; step++)
        {
            optimizer.zero_grad();
            (parameter * parameter * 0.5 + parameter * 3).sum().backward();
            optimizer.step();
            for (int i = 0; i < 2; i++)
            {
                double gradient = p[i] + 3;
                mean[i] = beta1 * mean[i] + (1 - beta1) * gradient;
                square[i] = beta2 * square[i] + (1 - beta2) * gradient * gradient;
                p[i] *= 1 - rate * decay;
                p[i] -= rate * (mean[i] / (1 - Math.Pow(beta1, step))) / (Math.Sqrt(square[i] / (1 - Math.Pow(beta2, step))) + eps);
            }
        }

        Assert.Equal(p, parameter.data<double>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void AdamW_Groups_HaveTheirOwnSettings_AndTheRestOfTheOptimizers()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var fast = new Parameter(torch.ones(1));
        var slow = new Parameter(torch.ones(1));
        using AdamW optimizer = optim.AdamW(
            [new AdamW.ParamGroup([fast], new AdamW.Options { LearningRate = 0.5 }), new AdamW.ParamGroup([slow], new AdamW.Options())], lr: 0.125);

        (fast + slow).sum().backward();
        optimizer.step();

        Assert.Equal([0.5, 0.125], optimizer.ParamGroups.Select(group => group.LearningRate));
        Assert.Equal([0.5, 0.875], new[] { fast, slow }.Select(p => (double)p.item<float>()), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Fact]
    public void AdamW_OfARateBelowZero_IsRefused() =>
        Assert.Throws<ArgumentException>(() => optim.AdamW([new Parameter(torch.ones(1))], lr: -1));

    [Fact]
    public void LearningRate_OfEveryGroup_CanBeSetAtAnyStep()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var parameter = new Parameter(torch.ones(1));
        using AdamW optimizer = optim.AdamW([parameter], lr: 0.5);
        parameter.sum().backward();

        foreach (var group in optimizer.ParamGroups)
            group.LearningRate = 0.25;
        optimizer.step();

        Assert.Equal(0.75, parameter.item<float>(), 1e-6);
    }

    [Fact]
    public void OneCycle_RisesAndFalls_AlongCosines()
    {
        const int total = 11;
        using DisposeScope scope = torch.NewDisposeScope();
        using AdamW optimizer = optim.AdamW([new Parameter(torch.ones(1))], lr: 1);
        optim.lr_scheduler.LRScheduler schedule = optim.lr_scheduler.OneCycleLR(optimizer, 0.5, total_steps: total, cycle_momentum: false);
        List<double> rates = [optimizer.ParamGroups.Single().LearningRate];

        for (int step = 1; step < total; step++)
        {
            schedule.step();
            rates.Add(optimizer.ParamGroups.Single().LearningRate);
        }

        const double start = 0.5 / 25, final = start / 1e4, rise = 0.3 * total - 1;
        IEnumerable<double> expected = Enumerable.Range(0, total).Select(step => step <= rise
            ? 0.5 + (start - 0.5) / 2 * (1 + Math.Cos(Math.PI * step / rise))
            : final + (0.5 - final) / 2 * (1 + Math.Cos(Math.PI * (step - rise) / (total - 1 - rise))));
        Assert.Equal(expected, rates, (a, b) => Math.Abs(a - b) < 1e-12);
    }

    [Fact]
    public void ClipGradNorm_ScalesAllGradients_ToTheNorm_AndReturnsWhatItWas()
    {
        using DisposeScope scope = torch.NewDisposeScope();
        var a = new Parameter(torch.ones(1));
        var b = new Parameter(torch.ones(1));
        (a * 3 + b * 4).sum().backward();

        Assert.Equal(5, nn.utils.clip_grad_norm_([a, b], 1), 1e-6);
        Assert.Equal([0.6, 0.8], new[] { a, b }.Select(p => (double)p.grad!.item<float>()), (x, y) => Math.Abs(x - y) < 1e-5);
        Assert.Equal(1, nn.utils.clip_grad_norm_([a, b], 2), 1e-5);
        Assert.Equal(0.6, a.grad!.item<float>(), 1e-5);
    }

    [Fact]
    public void LinearRegression_TrainsToTheLeastSquares_AndLeavesNoTensorBehind()
    {
        torch.manual_seed(11);
        using Linear model = nn.Linear(2, 1);
        using AdamW optimizer = optim.AdamW(model.parameters(), lr: 0.05);
        using Tensor x = torch.randn(64, 2);
        using Tensor y = Target(x);
        Train(model, optimizer, x, y, 1);
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;

        double loss = Train(model, optimizer, x, y, 600);

        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.InRange(loss, 0, 1e-6);
        Assert.Equal([2, -3], model.weight!.data<float>().ToArray(), (a, b) => Math.Abs(a - b) < 1e-3);
        Assert.Equal(0.5, model.bias!.item<float>(), 1e-3);

        static Tensor Target(Tensor x)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            return (x[.., ..1] * 2 - x[.., 1..] * 3 + 0.5).MoveToOuterDisposeScope();
        }
    }

    [Fact]
    public void Training_FromOneSeed_IsTheSame_BitForBit()
    {
        float[] Run()
        {
            torch.manual_seed(21);
            using DisposeScope scope = torch.NewDisposeScope();
            using Sequential model = nn.Sequential(nn.Linear(3, 16), nn.GELU(), nn.Dropout(0.1), nn.Linear(16, 1));
            using AdamW optimizer = optim.AdamW(model.parameters(), lr: 0.01, weight_decay: 0.01);
            Train(model, optimizer, torch.randn(32, 3), torch.randn(32, 1), 20);
            return [.. model.parameters().SelectMany(parameter => parameter.data<float>().ToArray())];
        }

        Assert.Equal(Run(), Run());
    }

    private static double Train(nn.Module<Tensor, Tensor> model, AdamW optimizer, Tensor x, Tensor y, int steps)
    {
        double last = 0;
        for (int step = 0; step < steps; step++)
        {
            using DisposeScope scope = torch.NewDisposeScope();
            optimizer.zero_grad();
            Tensor loss = nn.functional.mse_loss(model.call(x), y);
            loss.backward();
            optimizer.step();
            last = loss.item<float>();
        }
        return last;
    }
}
