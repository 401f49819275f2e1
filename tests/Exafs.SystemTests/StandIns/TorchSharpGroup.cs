namespace Exafs.SystemTests.StandIns;

/// <summary>One test at a time, since libtorch has one generator of random numbers; on one thread, since several wait for each other on a busy machine.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class TorchSharpGroup : ICollectionFixture<TorchSharpGroup.OneThread>
{
    public const string Name = "libtorch";

    public sealed class OneThread
    {
        public OneThread() => TorchSharp.torch.set_num_threads(1);
    }
}
