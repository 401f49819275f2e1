using System.Globalization;
using Exafs.Benchmarks;
using NetMQ;

switch (args)
{
    case ["parity"]:
        Parity.Print(Console.Out);
        return 0;
    case ["speed"]:
        Speed.Print(Console.Out);
        return 0;
    case ["steps"]:
        await Steps.PrintAsync(Console.Out);
        return 0;
    case ["physics"]:
        Physics.Print(Console.Out);
        Paths.Print(Console.Out);
        return 0;
    case ["inference"]:
        Inference.Print(Console.Out);
        return 0;
    case ["decomposition"]:
        Decomposition.Print(Console.Out);
        return 0;
    case ["quick"]:
        Quick.Print(Console.Out);
        return 0;
    case ["stream"]:
        await Throughput.PrintAsync(Console.Out);
        return 0;
    case ["outbox", .. var size]:
        await Backlog.PrintAsync(Console.Out, size is [var number] ? int.Parse(number, CultureInfo.InvariantCulture) : 1_000_000);
        return 0;
    case ["page", .. var time]:
        await LivePage.PrintAsync(Console.Out, time is [var minutes] ? double.Parse(minutes, CultureInfo.InvariantCulture) : 60);
        return 0;
    case ["formats"]:
        await Formats.PrintAsync(Console.Out);
        NetMQConfig.Cleanup();
        return 0;
    case ["fuzz", .. var asked]: // inputs, and the name of one format
        await Fuzzing.PrintAsync(Console.Out, asked is [var inputs, ..] ? long.Parse(inputs, CultureInfo.InvariantCulture) : 10_000_000, asked is [_, var name] ? name : "");
        return 0;
    case ["publish", var points, var scans, var rate]:
        var numbers = new[] { points, scans, rate }.Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        Throughput.Publish(numbers[0], numbers[1], numbers[2]);
        NetMQConfig.Cleanup(); // waits until all is sent
        return 0;
    default:
        Console.Error.WriteLine("usage: run [parity] [speed] [steps] [physics] [inference] [decomposition] [quick] [stream] [outbox] [page] [formats] [fuzz]");
        return 2;
}
