using Exafs.Lab;

using var stopping = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stopping.Cancel();
};

return CommandLine.Run(args, Console.Out, People.On(Console.Error, terminal: !Console.IsErrorRedirected), stopping.Token);
