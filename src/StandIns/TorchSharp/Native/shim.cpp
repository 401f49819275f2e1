// A C interface to libtorch: every operator by its name (native_functions.yaml), and what is not an operator.
// Made with g++ where it runs, against whichever libtorch is there, because the C++ interface has no stable ABI.
#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/core/Tensor.h>
#include <ATen/core/dispatch/Dispatcher.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/cuda.h>
#include <dlfcn.h>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

enum Kind : int32_t { None, ATensor, Int, Double, Bool, Text, ADevice, Ints, Tensors, Default };

struct Value {
  int32_t kind;
  int32_t count;
  union {
    int64_t integer;
    double real;
    const void* pointer;
  };
};

thread_local std::string last_error;

template <class F>
auto guarded(F body, decltype(body()) failed) -> decltype(body()) {
  try {
    return body();
  } catch (const c10::Error& e) {
    last_error = e.what_without_backtrace();
  } catch (const std::exception& e) {
    last_error = e.what();
  } catch (...) {
    last_error = "an exception of unknown type";
  }
  return failed;
}

at::Tensor& tensor(const void* handle) { return *static_cast<at::Tensor*>(const_cast<void*>(handle)); }
void* hand_over(at::Tensor t) { return t.defined() ? new at::Tensor(std::move(t)) : nullptr; }

c10::IValue read(const Value& v, const c10::Argument& argument) {
  switch (v.kind) {
    case None: return c10::IValue();
    case ATensor: return c10::IValue(tensor(v.pointer));
    case Int: return c10::IValue(v.integer);
    case Double: return c10::IValue(v.real);
    case Bool: return c10::IValue(v.integer != 0);
    case Text: return c10::IValue(std::string(static_cast<const char*>(v.pointer)));
    case ADevice: return c10::IValue(c10::Device(std::string(static_cast<const char*>(v.pointer))));
    case Ints: {
      auto first = static_cast<const int64_t*>(v.pointer);
      return c10::IValue(c10::List<int64_t>(c10::ArrayRef<int64_t>(first, v.count)));
    }
    case Tensors: {
      c10::List<at::Tensor> list;
      for (int i = 0; i < v.count; i++) list.push_back(tensor(static_cast<void* const*>(v.pointer)[i]));
      return c10::IValue(list);
    }
    default:
      if (!argument.default_value()) throw std::invalid_argument("argument " + argument.name() + " is missing");
      return *argument.default_value();
  }
}

}  // namespace

extern "C" {

const char* ts_error() { return last_error.c_str(); }

void* ts_operator(const char* name, const char* overload) {
  return guarded([&]() -> void* {
    auto found = c10::Dispatcher::singleton().findSchema({name, overload});
    if (!found) throw std::invalid_argument(std::string("this libtorch has no operator ") + name + "." + overload);
    return new c10::OperatorHandle(*found);
  }, nullptr);
}

// Calls the operator; arguments that are not given take their defaults. Writes the tensors that it returns, and answers how many, or -1.
int32_t ts_call(void* op, const Value* values, int32_t count, void** results, int32_t capacity) {
  return guarded([&]() -> int32_t {
    auto& handle = *static_cast<c10::OperatorHandle*>(op);
    const auto& arguments = handle.schema().arguments();
    if (static_cast<size_t>(count) > arguments.size()) throw std::invalid_argument("too many arguments");
    torch::jit::Stack stack;
    stack.reserve(arguments.size());
    const Value absent{Default, 0, {0}};
    for (size_t i = 0; i < arguments.size(); i++)
      stack.push_back(read(i < static_cast<size_t>(count) ? values[i] : absent, arguments[i]));
    handle.callBoxed(stack);
    std::vector<at::Tensor> out;
    for (auto& value : stack) {
      if (value.isTensor()) out.push_back(value.toTensor());
      else if (value.isTensorList()) for (const at::Tensor& t : value.toTensorVector()) out.push_back(t);
      else throw std::invalid_argument("the operator returns something else than tensors");
    }
    if (out.size() > static_cast<size_t>(capacity)) throw std::invalid_argument("more results than asked for");
    for (size_t i = 0; i < out.size(); i++) results[i] = hand_over(std::move(out[i]));
    return static_cast<int32_t>(out.size());
  }, -1);
}

void ts_free(void* t) { delete static_cast<at::Tensor*>(t); }
int64_t ts_dim(void* t) { return tensor(t).dim(); }
void ts_sizes(void* t, int64_t* sizes, int64_t* strides) {
  for (int64_t i = 0; i < tensor(t).dim(); i++) {
    sizes[i] = tensor(t).size(i);
    strides[i] = tensor(t).stride(i);
  }
}
int32_t ts_dtype(void* t) { return static_cast<int32_t>(tensor(t).scalar_type()); }
void* ts_data(void* t) { return guarded([&]() -> void* { return tensor(t).data_ptr(); }, nullptr); }
bool ts_is_contiguous(void* t) { return tensor(t).is_contiguous(); }
bool ts_is_leaf(void* t) { return tensor(t).is_leaf(); }
int32_t ts_device(void* t, int32_t* index) {
  *index = tensor(t).device().index();
  return static_cast<int32_t>(tensor(t).device().type());
}

bool ts_requires_grad(void* t) { return tensor(t).requires_grad(); }
int32_t ts_set_requires_grad(void* t, bool on) {
  return guarded([&]() -> int32_t { tensor(t).set_requires_grad(on); return 0; }, -1);
}
void* ts_grad(void* t) { return guarded([&]() -> void* { return hand_over(tensor(t).grad()); }, nullptr); }
int32_t ts_set_grad(void* t, void* grad) {
  return guarded([&]() -> int32_t { tensor(t).mutable_grad() = grad ? tensor(grad) : at::Tensor(); return 0; }, -1);
}
int32_t ts_backward(void** tensors, int32_t count, void** grads, int32_t grad_count, bool retain_graph, bool create_graph) {
  return guarded([&]() -> int32_t {
    std::vector<at::Tensor> of, with;
    for (int i = 0; i < count; i++) of.push_back(tensor(tensors[i]));
    for (int i = 0; i < grad_count; i++) with.push_back(tensor(grads[i]));
    torch::autograd::backward(of, with, retain_graph, create_graph);
    return 0;
  }, -1);
}

bool ts_grad_enabled() { return c10::GradMode::is_enabled(); }
void ts_set_grad_enabled(bool on) { c10::GradMode::set_enabled(on); }
int32_t ts_manual_seed(int64_t seed) {
  return guarded([&]() -> int32_t { at::manual_seed(static_cast<uint64_t>(seed)); return 0; }, -1);
}
bool ts_cuda_is_available() { return guarded([]() { return torch::cuda::is_available(); }, false); }
int32_t ts_cuda_device_count() { return guarded([]() { return static_cast<int32_t>(torch::cuda::device_count()); }, 0); }
int32_t ts_cuda_synchronize(int64_t device) {
  return guarded([&]() -> int32_t { torch::cuda::synchronize(device); return 0; }, -1);
}

int32_t ts_get_num_threads() { return at::get_num_threads(); }
void ts_set_num_threads(int32_t count) {
  at::set_num_threads(count);
  // OpenBLAS with threads of its own (Debian's libopenblas0-pthread) does not ask libtorch.
  if (auto set = reinterpret_cast<void (*)(int)>(dlsym(RTLD_DEFAULT, "openblas_set_num_threads"))) set(count);
}

}  // extern "C"
