using Exafs.Benchmarks;

switch (args)
{
    case ["parity"]:
        Parity.Print(Console.Out);
        return 0;
    default:
        Console.Error.WriteLine("usage: exafs-benchmarks parity");
        return 2;
}
