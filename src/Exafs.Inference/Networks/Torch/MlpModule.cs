using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Exafs.Inference.Networks.Torch;

/// <summary>The kind mlp.</summary>
internal sealed class MlpModule : TorchModule
{
    private readonly nn.Module<Tensor, Tensor> _input, _norm, _output;
    private readonly ModuleList<Block> _blocks;

    public MlpModule(NetworkShape shape)
        : base(shape)
    {
        _input = nn.Linear(shape.Inputs, shape.Hidden);
        _blocks = new([.. Enumerable.Range(0, shape.Depth).Select(_ => new Block(shape))]);
        register_module("input", _input);
        register_module("blocks", _blocks);
        (_norm, _output) = Head();
    }

    public override Tensor forward(Tensor input)
    {
        var h = Activate(Shape.Activation, _input.call(input));
        foreach (var block in _blocks) h = block.call(h);
        return _output.call(_norm.call(h));
    }

    private sealed class Block : nn.Module<Tensor, Tensor>
    {
        private readonly NetworkShape _shape;
        private readonly nn.Module<Tensor, Tensor> _norm, _first, _second;

        public Block(NetworkShape shape)
            : base("block")
        {
            _shape = shape;
            (_norm, _first, _second) = (nn.LayerNorm([shape.Hidden]), nn.Linear(shape.Hidden, shape.Hidden), nn.Linear(shape.Hidden, shape.Hidden));
            register_module("norm", _norm);
            register_module("first", _first);
            register_module("second", _second);
        }

        public override Tensor forward(Tensor input) =>
            input + nn.functional.dropout(_second.call(Activate(_shape.Activation, _first.call(_norm.call(input)))), _shape.Dropout, training);
    }
}
