"""Publishes one scan that grows: publish_growing.py ENDPOINT SCAN_ID CHUNKS [forever]. With "forever" it never ends the scan."""
import sys
import time

import msgpack
import numpy
import zmq

endpoint, scan_id, chunks = sys.argv[1], sys.argv[2], int(sys.argv[3])
forever = sys.argv[4:] == ["forever"]
socket = zmq.Context.instance().socket(zmq.PUSH)
socket.connect(endpoint)


def say(kind, **fields):
    head = {"format": "exafs-scan-v1", "type": kind, "run_id": "growing", "scan_id": scan_id, "sequence": int(scan_id)}
    socket.send_multipart([b"topic", msgpack.packb({**head, **fields})])


say("begin", element="Cu", edge="K", direction="up", points_planned=10 * chunks, mono_d_spacing_angstrom=3.1356)
for chunk in range(chunks):
    angle = numpy.linspace(13, 12, 10 * chunks)[10 * chunk:10 * chunk + 10]
    say("points", first_point=10 * chunk, angle_deg=angle.tolist(), i0_counts=[1000] * 10, itrans_counts=numpy.full(10, 500.0).tobytes(),
        time_unix_s=[1.7e9 + 10 * chunk + i for i in range(10)], sample_temperature_kelvin=300.0 + chunk,
        channels={"pressure": {"unit": "pascal", "values": 101325.0 + chunk}})
    time.sleep(0.02)
while forever:
    time.sleep(1)
say("end", points=10 * chunks)
zmq.Context.instance().destroy(linger=60000)
