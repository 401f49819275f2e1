using System.Runtime.InteropServices;
using Exafs.Lab;
using NetMQ;

using var stopping = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stopping.Cancel();
};

// As a scheduler or a service manager asks for an end.
using var terminating = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = true;
    stopping.Cancel();
});

var exit = CommandLine.Run(args, Console.Out, People.On(Console.Error, terminal: !Console.IsErrorRedirected), stopping.Token);
NetMQConfig.Cleanup(); // what a closed socket still holds is sent only while the context lives
return exit;
