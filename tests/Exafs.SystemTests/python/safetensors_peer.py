"""Reads and writes safetensors as their authors describe the format, with numpy alone: what is read is told as JSON, and written again in another order."""
import json, struct, sys
import numpy

TYPES = {"F16": "<f2", "F32": "<f4", "F64": "<f8", "I32": "<i4", "I64": "<i8", "U8": "u1"}

source, target = sys.argv[1:]
with open(source, "rb") as file:
    data = file.read()
(length,) = struct.unpack("<Q", data[:8])
assert data[8:9] == b"{" and (8 + length) % 8 == 0
header = json.loads(data[8:8 + length])
body = data[8 + length:]
metadata = header.pop("__metadata__", {})
arrays = {}
for name, tensor in header.items():
    begin, end = tensor["data_offsets"]
    arrays[name] = numpy.frombuffer(body[begin:end], TYPES[tensor["dtype"]]).reshape(tensor["shape"])
assert sum(array.nbytes for array in arrays.values()) == len(body)

offset, header, parts = 0, {}, []
for name in sorted(arrays, reverse=True):
    part = arrays[name].tobytes()
    dtype = next(key for key, value in TYPES.items() if numpy.dtype(value) == arrays[name].dtype)
    header[name] = {"data_offsets": [offset, offset + len(part)], "shape": list(arrays[name].shape), "dtype": dtype}
    offset += len(part)
    parts.append(part)
header["__metadata__"] = metadata
text = json.dumps(header, indent=1).encode()
with open(target, "wb") as file:
    file.write(struct.pack("<Q", len(text)) + text + b"".join(parts))

print(json.dumps({"metadata": metadata, "arrays": {name: {"shape": list(array.shape), "values": array.astype(float).ravel().tolist()} for name, array in arrays.items()}}))
