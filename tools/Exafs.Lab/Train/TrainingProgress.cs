using System.Globalization;
using Exafs.Inference.Training;
using Spectre.Console;

namespace Exafs.Lab.Train;

/// <summary>How far a member is, how wrong it still is, and what time it has left: a bar in a terminal, a line now and then in a log.</summary>
internal sealed class TrainingProgress(TimeProvider clock, int steps, int first, Action<double, string, bool> show)
{
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(10);

    private readonly long _start = clock.GetTimestamp();

    /// <param name="people">Who it is shown to.</param>
    /// <param name="clock">For the time left.</param>
    /// <param name="steps">All of them.</param>
    /// <param name="first">Those that were done before.</param>
    /// <param name="body">Does the rest.</param>
    public static async Task RunAsync(IAnsiConsole people, TimeProvider clock, int steps, int first, Func<TrainingProgress, Task> body)
    {
        if (people.Profile.Capabilities.Interactive && people.Profile.Out.IsTerminal)
        {
            await people.Progress().HideCompleted(false).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn()).StartAsync(async context =>
            {
                var bar = context.AddTask("training", maxValue: 1);
                await body(new(clock, steps, first, (share, text, _) => (bar.Value, bar.Description) = (share, Markup.Escape(text)))).ConfigureAwait(false);
            }).ConfigureAwait(false);
            return;
        }

        long? shown = null;
        await body(new(clock, steps, first, (_, text, last) =>
        {
            if (!last && shown is { } before && clock.GetElapsedTime(before) < LineEvery) return;
            shown = clock.GetTimestamp();
            people.Say(text);
        })).ConfigureAwait(false);
    }

    public void At(string member, int step, TrainingLosses losses) => At(member, step, string.Create(
        CultureInfo.InvariantCulture, $"loss {losses.Total:F4}: g(R) {losses.Neighbours:F4}, quantities {losses.Quantities:F3}, phases {losses.Phases:F3}, σ of g(R) {losses.NeighboursSigma:F3}"));

    /// <param name="name">What is being done.</param>
    /// <param name="step">How much of it is done.</param>
    /// <param name="words">How well.</param>
    public void At(string name, int step, string words)
    {
        var (elapsed, done) = (clock.GetElapsedTime(_start), step - first);
        var left = done > 0 && step < steps ? $", {elapsed * ((double)(steps - step) / done):h\\:mm\\:ss} left" : "";
        var rate = done > 0 ? done / elapsed.TotalSeconds : 0;
        show((double)step / steps, string.Create(CultureInfo.InvariantCulture, $"{name}: step {step} of {steps}, {words}; {rate:F1} steps/s{left}"), step == steps);
    }
}
