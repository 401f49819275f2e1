"""Publishes a night with faults: publish_faults.py ENDPOINT PART. dies: begins a scan and waits to be killed in the middle of it;
night: good scans with garbage and faulty scans between them; alone: the same good scans, whole and undisturbed."""
import sys
import time

import msgpack
import numpy
import zmq

endpoint, part = sys.argv[1], sys.argv[2]
socket = zmq.Context.instance().socket(zmq.PUSH)
socket.connect(endpoint)
energy = numpy.arange(8800, 9800, 2.5)
CHUNK = 80


def columns(number):
    random = numpy.random.default_rng(number)
    k = numpy.sqrt(numpy.maximum(energy - 8979, 0) / 3.81)
    step = 0.5 + numpy.arctan((energy - 8979) / 2) / numpy.pi
    mu = 1 - (energy - 8979) / 5000 + step * (1 + 0.4 * numpy.sin(4.4 * k) * numpy.exp(-0.01 * k * k) / (1 + k))
    i0 = 1e6 * (1 + 0.1 * numpy.sin(numpy.arange(len(energy)) / 100))
    return {"energy_ev": energy, "i0_counts": i0, "itrans_counts": i0 * numpy.exp(-mu - 1e-4 * random.standard_normal(len(energy)))}


def message(kind, number, scan_id=None, **fields):
    return msgpack.packb({"format": "exafs-scan-v1", "type": kind, "run_id": "beam", "scan_id": scan_id or str(number), "sequence": number,
                          "element": "Cu", "edge": "K",
                          **{key: value.tobytes() if isinstance(value, numpy.ndarray) else value for key, value in fields.items()}})


def send_whole(number, scan_id=None, **other):
    socket.send(message("scan", number, scan_id, **{**columns(number), **other}))


def send_points(number, first):
    socket.send(message("points", number, first_point=first, **{key: value[first:first + CHUNK] for key, value in columns(number).items()}))


def send_garbage():
    if part == "night":
        random = numpy.random.default_rng(0)
        for length in 1, 2, 17, 400, 9000:
            socket.send(random.bytes(length))
        socket.send(b"")
        socket.send(message("scan", 99)[:10])
        socket.send(msgpack.packb([1, 2, 3]))


def send_faulty(number, scan_id, **other):
    if part == "night":
        send_whole(number, scan_id, **other)


if part == "dies":
    socket.send(message("begin", 1, points_planned=len(energy)))
    for first in 0, CHUNK, 2 * CHUNK:
        send_points(1, first)
    socket.send(b"three chunks are sent")  # garbage, of which the log tells
    time.sleep(1000)

send_garbage()
send_whole(2)
if part == "night":
    socket.send(message("begin", 3, points_planned=len(energy)))
    for first in range(0, len(energy), CHUNK):
        send_points(3, first)
        send_garbage()
    socket.send(message("end", 3, points=len(energy)))
else:
    send_whole(3)
c = columns(0)
send_faulty(4, "nan", itrans_counts=numpy.full(len(energy), numpy.nan))
send_faulty(5, "negative", itrans_counts=-c["itrans_counts"])
send_faulty(6, "constant", itrans_counts=numpy.full(len(energy), 1000.0))
send_whole(7, direction="down", **{key: value[::-1] for key, value in columns(7).items()})
send_faulty(8, "itrans-reversed", itrans_counts=c["itrans_counts"][::-1])
send_faulty(9, "exchanged", i0_counts=c["itrans_counts"], itrans_counts=c["i0_counts"])
send_faulty(10, "three-points", **{key: value[:3] for key, value in c.items()})
send_whole(11)
send_faulty(12, "kev", energy_ev=energy / 1000)
send_faulty(13, "unequal", i0_counts=c["i0_counts"][:-1])
if part == "night":
    socket.send(message("scan", 14, "cut", **c)[:3000])
send_garbage()
send_whole(15, "last")
zmq.Context.instance().destroy(linger=60000)
