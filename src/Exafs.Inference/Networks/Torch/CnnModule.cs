using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Exafs.Inference.Networks.Torch;

/// <summary>The kind cnn.</summary>
internal sealed class CnnModule : TorchModule
{
    private readonly nn.Module<Tensor, Tensor> _stem, _dense, _norm, _output;
    private readonly ModuleList<Block> _blocks;

    public CnnModule(NetworkShape shape)
        : base(shape)
    {
        _stem = nn.Conv1d(shape.Channels, shape.Width, shape.Kernel, 1, shape.Kernel / 2);
        _blocks = new([.. Enumerable.Range(0, shape.Depth).Select(_ => new Block(shape))]);
        _dense = nn.Linear(shape.HeadInputs, shape.Hidden);
        register_module("stem", _stem);
        register_module("blocks", _blocks);
        register_module("dense", _dense);
        (_norm, _output) = Head();
    }

    public override Tensor forward(Tensor input)
    {
        var along = Shape.Points * Shape.Channels;
        var h = _stem.call(input.narrow(1, 0, along).reshape(-1, Shape.Points, Shape.Channels).transpose(1, 2));
        foreach (var block in _blocks) h = block.call(h);
        h = cat([Activate(Shape.Activation, h).flatten(1), input.narrow(1, along, Shape.Extras)], 1);
        h = Activate(Shape.Activation, _dense.call(nn.functional.dropout(h, Shape.Dropout, training)));
        return _output.call(_norm.call(h));
    }

    private sealed class Block : nn.Module<Tensor, Tensor>
    {
        private readonly NetworkShape _shape;
        private readonly nn.Module<Tensor, Tensor> _first, _second, _down;

        public Block(NetworkShape shape)
            : base("block")
        {
            _shape = shape;
            (_first, _second, _down) = (Convolution(1), Convolution(1), Convolution(2));
            register_module("first", _first);
            register_module("second", _second);
            register_module("down", _down);

            nn.Module<Tensor, Tensor> Convolution(long step) => nn.Conv1d(shape.Width, shape.Width, shape.Kernel, step, shape.Kernel / 2);
        }

        public override Tensor forward(Tensor input) => _down.call(
            input + _second.call(Activate(_shape.Activation, _first.call(Activate(_shape.Activation, input)))));
    }
}
