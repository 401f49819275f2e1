"""bsread_peer.py ENDPOINT POINTS: a source of bsread. Two scans of pulses that are points, one after another for each way to compress the
data header; then a scan in one pulse for each; then the command to stop."""
import hashlib
import json
import struct
import sys
import time

import numpy
import zmq

from blobs import sized_bitshuffled, sized_lz4

endpoint, points = sys.argv[1], int(sys.argv[2])
context = zmq.Context()
socket = context.socket(zmq.PUSH)
socket.connect(endpoint)

i = numpy.arange(points)
# name, numpy's type, order of the bytes, compression, order of LZ4's size, values
CHANNELS = [
    ("MONO:ENERGY", "f8", "little", "none", "<", 7000 + i * 0.5),
    ("IC:I0", "f8", "big", "lz4", "<", 1e6 - 3.25 * i),          # bsread_python writes the size little-endian, whatever the channel is
    ("IC:IT", "f8", "big", "lz4", ">", 5e5 + i / 1024),          # Java in the channel's order
    ("IC:IR", "f4", "little", "bitshuffle_lz4", "<", 1000 + i * 0.125),
    ("FLUO:1", "u4", "big", "bitshuffle_lz4", "<", 4000000000 + i),
    ("SAMPLE:TEMP", "i2", "big", "none", "<", 300 + 0 * i),
]
NAMES = {"f8": "float64", "f4": "float32", "u4": "uint32", "i2": "int16"}


def value(values, kind, order, compression, size_order):
    data = numpy.asarray(values).astype((">" if order == "big" else "<") + kind).tobytes()
    if compression == "lz4":
        return sized_lz4(data, size_order)
    return sized_bitshuffled(data, int(kind[1])) if compression == "bitshuffle_lz4" else data


def data_header(count, compression, order):
    channels = [{"name": n, "type": NAMES[k], "shape": [count], "encoding": o, "compression": c} for n, k, o, c, _, _ in CHANNELS]
    data = json.dumps({"htype": "bsr_d-1.1", "channels": channels + [{"name": "NOTE", "type": "string"}]}).encode()
    if compression == "lz4":
        return sized_lz4(data, order)
    return sized_bitshuffled(data, 1) if compression == "bitshuffle_lz4" else data


def send(pulse, header, compression, first, count):
    seconds, nanoseconds = 1700000000 + pulse // 100, pulse % 100 * 10_000_000
    main = {"htype": "bsr_m-1.1", "pulse_id": pulse, "hash": hashlib.md5(header).hexdigest(), "dh_compression": compression,
            "global_timestamp": {"sec": seconds, "ns": nanoseconds}}
    frames = [json.dumps(main).encode(), header]
    for _, kind, order, how, size_order, values in CHANNELS:
        frames += [value(values[first:first + count], kind, order, how, size_order), struct.pack((">" if order == "big" else "<") + "2q", seconds, nanoseconds)]
    socket.send_multipart(frames + ([b"", b""] if pulse % 3 else ["warm, 300 K".encode(), struct.pack("<2q", seconds, nanoseconds)]))


pulse = 0
for compression, order in [("none", "<"), ("lz4", "<"), ("lz4", ">"), ("bitshuffle_lz4", ">")]:
    header = data_header(1, compression, order)
    for _ in range(2):
        for point in range(points):
            send(pulse, header, compression, point, 1)
            pulse += 10
for compression, order in [("none", "<"), ("lz4", "<"), ("lz4", ">"), ("bitshuffle_lz4", ">")]:
    send(pulse, data_header(points, compression, order), compression, 0, points)
    pulse += 10
socket.send(json.dumps({"htype": "bsr_stop-1.0", "sentMessages": pulse // 10}).encode())
context.destroy(linger=10000)
