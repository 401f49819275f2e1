using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Exafs.Inference.Networks.Torch;

/// <summary>The kind transformer.</summary>
internal sealed class TransformerModule : TorchModule
{
    private readonly nn.Module<Tensor, Tensor> _patch, _dense, _norm, _output;
    private readonly Parameter _position;
    private readonly ModuleList<Layer> _blocks;

    public TransformerModule(NetworkShape shape)
        : base(shape)
    {
        _patch = nn.Linear(shape.Channels * shape.Patch, shape.Width);
        _position = nn.Parameter(randn([shape.Tokens, shape.Width]) * 0.02);
        _blocks = new([.. Enumerable.Range(0, shape.Depth).Select(_ => new Layer(shape))]);
        _dense = nn.Linear(shape.HeadInputs, shape.Hidden);
        register_module("patch", _patch);
        // It lives as long as the network, whatever scope that is made in.
        _position.DetachFromDisposeScope();
        register_parameter("position", _position);
        register_module("blocks", _blocks);
        register_module("dense", _dense);
        (_norm, _output) = Head();
    }

    public override Tensor forward(Tensor input)
    {
        var along = Shape.Points * Shape.Channels;
        var (rows, patch) = (input.shape[0], (long)Shape.Patch * Shape.Channels);
        var x = input.narrow(1, 0, along);
        var missing = (Shape.Tokens * patch) - along;
        if (missing > 0) x = cat([x, zeros([rows, missing], input.dtype, input.device)], 1);
        var h = _patch.call(x.reshape(rows, Shape.Tokens, patch)) + _position;
        foreach (var block in _blocks) h = block.call(h);
        h = cat([h.mean([1]), input.narrow(1, along, Shape.Extras)], 1);
        return _output.call(_norm.call(Activate(Shape.Activation, _dense.call(h))));
    }

    /// <summary>h + attention(norm(h)), then h + mlp(norm(h)).</summary>
    private sealed class Layer : nn.Module<Tensor, Tensor>
    {
        private readonly NetworkShape _shape;
        private readonly nn.Module<Tensor, Tensor> _attentionNorm, _queryKeyValue, _project, _norm, _first, _second;

        public Layer(NetworkShape shape)
            : base("layer")
        {
            _shape = shape;
            var width = shape.Width;
            (_attentionNorm, _queryKeyValue, _project) = (nn.LayerNorm([width]), nn.Linear(width, 3 * width), nn.Linear(width, width));
            (_norm, _first, _second) = (nn.LayerNorm([width]), nn.Linear(width, 4 * width), nn.Linear(4 * width, width));
            register_module("attention_norm", _attentionNorm);
            register_module("query_key_value", _queryKeyValue);
            register_module("project", _project);
            register_module("norm", _norm);
            register_module("first", _first);
            register_module("second", _second);
        }

        public override Tensor forward(Tensor input)
        {
            var h = input + Drop(_project.call(Attend(_queryKeyValue.call(_attentionNorm.call(input)))));
            return h + Drop(_second.call(Activate(_shape.Activation, _first.call(_norm.call(h)))));
        }

        private Tensor Attend(Tensor queryKeyValue)
        {
            var (rows, tokens, size) = (queryKeyValue.shape[0], queryKeyValue.shape[1], _shape.Width / _shape.Heads);
            var parts = queryKeyValue.reshape(rows, tokens, 3, _shape.Heads, size).permute(2, 0, 3, 1, 4);
            var (query, key, value) = (parts.select(0, 0), parts.select(0, 1), parts.select(0, 2));
            var weights = nn.functional.softmax(query.matmul(key.transpose(-2, -1)) / Math.Sqrt(size), -1);
            return weights.matmul(value).transpose(1, 2).reshape(rows, tokens, _shape.Width);
        }

        private Tensor Drop(Tensor x) => nn.functional.dropout(x, _shape.Dropout, training);
    }
}
