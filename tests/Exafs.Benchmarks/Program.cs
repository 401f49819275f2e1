using Exafs.Benchmarks;

switch (args)
{
    case ["parity"]:
        Parity.Print(Console.Out);
        return 0;
    case ["speed"]:
        Speed.Print(Console.Out);
        return 0;
    default:
        Console.Error.WriteLine("usage: exafs-benchmarks parity|speed");
        return 2;
}
