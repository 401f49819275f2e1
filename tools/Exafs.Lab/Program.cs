using Exafs.Lab;
using NetMQ;

using var stopping = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stopping.Cancel();
};

var exit = CommandLine.Run(args, Console.Out, People.On(Console.Error, terminal: !Console.IsErrorRedirected), stopping.Token);
NetMQConfig.Cleanup(); // what a closed socket still holds is sent only while the context lives
return exit;
