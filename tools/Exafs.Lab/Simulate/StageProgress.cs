using Spectre.Console;

namespace Exafs.Lab.Simulate;

/// <summary>How far a stage is and what time it has left: a bar in a terminal, a line now and then in a log.</summary>
public sealed class StageProgress
{
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private readonly string _stage;
    private readonly double _work;
    private readonly int _count;
    private readonly long _start;
    private readonly Action<double, string, bool> _show;
    private double _worked, _skipped;
    private int _done;

    private StageProgress(TimeProvider clock, string stage, int count, double work, Action<double, string, bool> show)
    {
        (_clock, _stage, _count, _work, _show) = (clock, stage, count, work, show);
        _start = clock.GetTimestamp();
        Show(last: false);
    }

    /// <summary>Items that were worked here, not those that were there before.</summary>
    public int Worked { get; private set; }

    /// <param name="people">Who it is shown to.</param>
    /// <param name="clock">For the time left.</param>
    /// <param name="stage">Such as "structures".</param>
    /// <param name="count">How many items there are.</param>
    /// <param name="work">What they cost together, in whatever unit.</param>
    /// <param name="body">Does them.</param>
    public static void Run(IAnsiConsole people, TimeProvider clock, string stage, int count, double work, Action<StageProgress> body)
    {
        if (people.Profile.Capabilities.Interactive && people.Profile.Out.IsTerminal)
        {
            people.Progress().HideCompleted(false).Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn()).Start(context =>
            {
                var bar = context.AddTask(stage, maxValue: 1);
                body(new(clock, stage, count, work, (share, text, _) => (bar.Value, bar.Description) = (share, Markup.Escape(text))));
            });
            return;
        }

        long? shown = null;
        body(new(clock, stage, count, work, (_, text, last) =>
        {
            if (!last && shown is { } before && clock.GetElapsedTime(before) < LineEvery) return;
            shown = clock.GetTimestamp();
            people.Say(text);
        }));
    }

    /// <summary>An item is done.</summary>
    public void Finished(double work) => Add(work, 0);

    /// <summary>An item was done before: it tells nothing of the time left.</summary>
    public void Skipped(double work) => Add(0, work);

    private void Add(double worked, double skipped)
    {
        lock (_lock)
        {
            _worked += worked;
            _skipped += skipped;
            _done++;
            if (worked > 0) Worked++;
            Show(_done == _count);
        }
    }

    private void Show(bool last)
    {
        var gone = _worked + _skipped;
        var left = _worked > 0 && !last ? $", {_clock.GetElapsedTime(_start) * ((_work - gone) / _worked):h\\:mm\\:ss} left" : "";
        _show(_work > 0 ? Math.Min(1, gone / _work) : 1, $"{_stage}: {_done} of {_count}{left}", last);
    }
}
