"""Pushes one scan as Bluesky's documents in all ways, with attacks between: push_bluesky.py ENDPOINT FILE_THAT_NO_ATTACK_MAY_MAKE."""
import json
import os
import pickle
import pickletools
import sys

import msgpack
import msgpack_numpy
import numpy
import zmq

endpoint, forbidden = sys.argv[1:3]
POINTS = 200
step = numpy.arange(float(POINTS))
columns = {"dcm_energy": 7000 + 0.25 * step, "I0": 1e6 - step, "It": 5e5 + 0.1 * step, "Ir": 1e5 + step, "sample_temperature": numpy.full(POINTS, 573.15)}
units = {"dcm_energy": "eV", "sample_temperature": "K"}


def plain(value):
    if isinstance(value, (numpy.ndarray, numpy.generic)):
        return value.tolist()
    raise TypeError(type(value))


serializers = {f"pickle{p}": (lambda doc, p=p: pickle.dumps(doc, p)) for p in (2, 3, 4, 5)}
serializers["pickle4-optimized"] = lambda doc: pickletools.optimize(pickle.dumps(doc, 4))
serializers["msgpack"] = lambda doc: msgpack.packb(doc, default=msgpack_numpy.encode)
serializers["json"] = lambda doc: json.dumps(doc, default=plain).encode()


def documents(uid, form):
    yield "start", {"uid": uid, "time": 1.7e9, "scan_id": 1, "plan_name": "scan_nd", "sample": {"name": "Fe foil"}, "versions": {"bluesky": "1.13"}, "motors": ("dcm_energy",),
                    "hints": {"dimensions": [[["dcm_energy"], "primary"]]}, "num_points": POINTS, "XDI": {"Element": {"symbol": "Fe", "edge": "K"}}}
    shape, dtype = ([POINTS], "array") if form == "arrays" else ([], "number")
    keys = {name: {"source": "PV:" + name, "dtype": dtype, "shape": shape, "units": units.get(name), "precision": 3} for name in columns}
    yield "descriptor", {"uid": uid + "-d", "run_start": uid, "time": 1.7e9, "name": "primary", "data_keys": keys, "configuration": {}, "hints": {}, "object_keys": {}}
    common = {"descriptor": uid + "-d", "filled": {}}
    if form == "arrays":
        yield "event", {"uid": "e", "time": 1.7e9 + 1, "seq_num": 1, "data": columns, "timestamps": dict.fromkeys(columns, 1.7e9), **common}
    elif form == "pages":
        for i in range(0, POINTS, 64):
            part = {name: values[i:i + 64] for name, values in columns.items()}
            numbers = list(range(i + 1, i + 1 + len(part["I0"])))
            yield "event_page", {"uid": [str(n) for n in numbers], "time": [1.7e9 + n for n in numbers], "seq_num": numbers,
                                 "data": {n: (v if n == "I0" else v.tolist()) for n, v in part.items()}, "timestamps": {n: v.tolist() for n, v in part.items()}, **common}
    else:
        for i in range(POINTS):
            kind = {"numbers": lambda v: float(v), "scalars": lambda v: v, "zero-d": numpy.array, "one-d": lambda v: numpy.array([v], ">f8")}[form]
            yield "event", {"uid": str(i), "time": 1.7e9 + i, "seq_num": i + 1, "data": {n: kind(v[i]) for n, v in columns.items()}, "timestamps": {n: 1.7e9 + i for n in columns}, **common}
    yield "stop", {"uid": uid + "-s", "time": 1.7e9 + POINTS, "run_start": uid, "exit_status": "success", "reason": "", "num_events": {"primary": 1 if form == "arrays" else POINTS}}


class Attack:
    def __init__(self, *call):
        self.call = call

    def __reduce__(self):
        return self.call


def attacks():
    for call in [(os.system, (f"touch {forbidden}",)), (eval, (f"open({forbidden!r}, 'w')",)), (exec, (f"open({forbidden!r}, 'w')",)), (open, (forbidden, "w")), (getattr, (os, "system"))]:
        for protocol in (2, 3, 4, 5):
            try:
                yield pickle.dumps({"uid": "u", "data": Attack(*call)}, protocol)
            except TypeError:
                pass  # a module is no data
    yield pickle.dumps({"uid": Attack(os.system, (f"touch {forbidden}",)), "data": [Attack(exec, ("1",))] * 3}, 4)


socket = zmq.Context.instance().socket(zmq.PUSH)
socket.connect(endpoint)
for name, serialize in serializers.items():
    for form in "numbers", "scalars", "zero-d", "one-d", "pages", "arrays":
        for attack in attacks():
            socket.send(b" ".join([b"", b"event", attack]))
        for kind, document in documents(f"{name} {form}", form):
            socket.send(b" ".join([b"cu" if form == "pages" else b"", kind.encode(), serialize(document)]))
zmq.Context.instance().destroy(linger=60000)
