using System.Reflection;
using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Networks, what they are made of, and what they are judged by.</summary>
    public static partial class nn
    {
        /// <summary>Something with parameters, buffers and further modules, each under a name.</summary>
        public class Module : IDisposable
        {
            private readonly string name;
            private readonly List<(string Name, Parameter Parameter)> ownParameters = [];
            private readonly List<(string Name, Tensor Buffer, bool Persistent)> ownBuffers = [];
            private readonly List<(string Name, Module Module)> ownModules = [];

            protected Module(string name) => this.name = name;

            ~Module() => Dispose(false);

            public virtual bool training { get; private set; } = true;

            public virtual string GetName() => name;

            public void Dispose()
            {
                Dispose(true);
                GC.SuppressFinalize(this);
            }

            protected virtual void Dispose(bool disposing)
            {
                if (!disposing)
                    return;
                foreach (var (_, buffer) in named_buffers(false))
                    buffer.Dispose();
                foreach (var (_, parameter) in named_parameters(false))
                    parameter.Dispose();
                foreach (var (_, module) in ownModules)
                    module.Dispose();
            }

            /// <summary>Training or not, of this module and all in it.</summary>
            public virtual void train(bool train = true)
            {
                training = train;
                foreach (Module child in children())
                    child.train(train);
            }

            public virtual void eval() => train(false);

            public virtual void zero_grad(bool set_to_none = true)
            {
                foreach (Parameter parameter in parameters())
                    parameter.ForgetGradient(set_to_none);
            }

            public virtual Module apply(Action<Module> fn)
            {
                foreach (Module child in children())
                    child.apply(fn);
                fn(this);
                return this;
            }

            public virtual IEnumerable<(string name, Module module)> named_children() => ownModules;
            public virtual IEnumerable<Module> children() => named_children().Select(child => child.module);

            public virtual IEnumerable<(string name, Module module)> named_modules()
            {
                foreach (var (name, module) in named_children())
                {
                    yield return (name, module);
                    foreach (var (inner, submodule) in module.named_modules())
                        yield return ($"{name}.{inner}", submodule);
                }
            }

            public virtual IEnumerable<Module> modules() => named_modules().Select(named => named.module);

            public virtual IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true)
            {
                IEnumerable<(string Name, Parameter)> all = ownParameters;
                if (recurse)
                    all = all.Concat(ownModules.SelectMany(child => child.Module.named_parameters().Select(inner => ($"{child.Name}.{inner.name}", inner.parameter))));
                return all.DistinctBy(named => named.Item2, ReferenceEqualityComparer.Instance);
            }

            public virtual IEnumerable<Parameter> parameters(bool recurse = true) => named_parameters(recurse).Select(named => named.parameter);

            public virtual IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true)
            {
                IEnumerable<(string Name, Tensor)> all = ownBuffers.Where(buffer => buffer.Persistent || include_nonpersistent)
                    .Select(buffer => (buffer.Name, buffer.Buffer));
                if (recurse)
                    all = all.Concat(ownModules.SelectMany(child => child.Module.named_buffers(true, include_nonpersistent)
                        .Select(inner => ($"{child.Name}.{inner.name}", inner.buffer))));
                return all.DistinctBy(named => named.Item2, ReferenceEqualityComparer.Instance);
            }

            public virtual IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) =>
                named_buffers(recurse, include_nonpersistent).Select(named => named.buffer);

            /// <summary>The parameters and the persistent buffers themselves, not copies, by their full names.</summary>
            public virtual Dictionary<string, Tensor> state_dict(Dictionary<string, Tensor>? destination = null, string? prefix = null)
            {
                destination ??= [];
                foreach (var (name, tensor) in named_parameters().Select(named => (named.name, (Tensor)named.parameter)).Concat(named_buffers(true, false)))
                    destination.TryAdd(string.IsNullOrEmpty(prefix) ? name : $"{prefix}.{name}", tensor);
                return destination;
            }

            /// <summary>Copies the numbers of these into the parameters and buffers of the same names.</summary>
            public virtual (IList<string> missing_keys, IList<string> unexpected_keyes) load_state_dict(
                Dictionary<string, Tensor> source, bool strict = true, IList<string>? skip = null)
            {
                Dictionary<string, Tensor> own = state_dict();
                List<string> missing = [.. own.Keys.Except(source.Keys).Except(skip ?? [])];
                List<string> unexpected = [.. source.Keys.Except(own.Keys).Except(skip ?? [])];
                if (strict && missing.Count + unexpected.Count > 0)
                    throw new InvalidOperationException("The loaded state_dict is not identical to the target dictionary.");
                using IDisposable guard = no_grad();
                foreach (string key in source.Keys.Intersect(own.Keys).Except(skip ?? []))
                    own[key].copy_(source[key]);
                return (missing, unexpected);
            }

            public virtual void register_buffer(string name, Tensor tensor, bool persistent = true)
            {
                ArgumentNullException.ThrowIfNull(tensor);
                Refuse(ownBuffers.Any(buffer => buffer.Name == name), $"Tensor {name} is already registered.");
                ownBuffers.Add((name, tensor, persistent));
            }

            public virtual void register_parameter(string name, Parameter param)
            {
                ArgumentNullException.ThrowIfNull(param);
                Refuse(ownParameters.Any(parameter => parameter.Name == name), $"Parameter {name} is already registered.");
                ownParameters.Add((name, param));
            }

            public void add_module(string name, Module module) => register_module(name, module);

            public virtual void register_module(string name, Module submodule)
            {
                if (name.Contains('.', StringComparison.Ordinal) || name.Length == 0)
                    throw new ArgumentException($"module name can't be empty or contain \".\", got: {name}");
                Refuse(ownModules.Any(module => module.Name == name), $"Sub-module {name} is already registered.");
                submodule.RegisterComponents();
                ownModules.Add((name, submodule));
            }

            /// <summary>Registers every field that holds a module, a parameter or a tensor, under the field's name.</summary>
            protected virtual void RegisterComponents()
            {
                for (Type? type = GetType(); type is not null && type != typeof(Module); type = type.BaseType)
                    foreach (FieldInfo field in type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly))
                        Register(field.Name, field.GetValue(this));
            }

            protected internal virtual Module _to(Device? device, ScalarType? dtype)
            {
                foreach (Tensor tensor in parameters().Concat(buffers()))
                    tensor.MoveTo(device, dtype);
                return this;
            }

            /// <summary>A layer's own tensors live as long as the layer, whatever scope it is made in; a user's module has to see to that itself.</summary>
            private protected T Keep<T>(string name, T tensor) where T : Tensor
            {
                tensor.DetachFromDisposeScope();
                Register(name, tensor);
                return tensor;
            }

            private void Register(string name, object? value)
            {
                if (ownModules.Any(known => known.Name == name) || ownParameters.Any(known => known.Name == name) || ownBuffers.Any(known => known.Name == name))
                    return;
                if (value is Module module)
                    register_module(name, module);
                else if (value is Parameter parameter)
                    register_parameter(name, parameter);
                else if (value is Tensor tensor)
                    register_buffer(name, tensor);
            }

            private static void Refuse(bool condition, string why)
            {
                if (condition)
                    throw new InvalidOperationException(why);
            }
        }
    }
}
