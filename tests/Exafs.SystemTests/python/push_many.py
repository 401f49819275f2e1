"""Pushes scans as fast as it can: push_many.py ENDPOINT COUNT POINTS [garbage]. With "garbage" a message of random bytes, the same in every run, comes before each."""
import random
import sys

import msgpack
import numpy
import zmq

endpoint, count, points = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
socket = zmq.Context.instance().socket(zmq.PUSH)
socket.connect(endpoint)
column = numpy.arange(float(points))
for i in range(count):
    if sys.argv[4:] == ["garbage"]:
        socket.send(random.Random(i).randbytes(i % 100))
    socket.send(msgpack.packb({
        "format": "exafs-scan-v1", "type": "scan", "run_id": "many", "scan_id": str(i), "sequence": i,
        "start_time_unix_s": 1.7e9 + i, "end_time_unix_s": 1.7e9 + i + 0.5,
        "energy_ev": (7000 + column).tobytes(), "mu": (column + i).tobytes()}))
zmq.Context.instance().destroy(linger=60000)
