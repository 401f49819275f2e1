using Spectre.Console;

namespace Exafs.Lab;

/// <summary>Words for people.</summary>
public static class People
{
    /// <summary>Where no terminal tells its width, such as in a log.</summary>
    private const int WidthWithoutTerminal = 200;

    /// <summary>A console on a stream for people.</summary>
    public static IAnsiConsole On(TextWriter writer, bool terminal)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        if (!terminal) console.Profile.Width = WidthWithoutTerminal;
        return console;
    }

    /// <summary>One line, however long: a message that is searched for must not be broken.</summary>
    public static void Say(this IAnsiConsole people, string line) => people.Profile.Out.Writer.WriteLine(line.ReplaceLineEndings(" "));
}
