"""Pushes one scan by CURVE: push_curve.py ENDPOINT connect|bind OWN_SECRET_FILE [SERVER_PUBLIC_FILE]. Who binds is the server of CURVE. Keys as zmq.auth reads them."""
import sys

import msgpack
import numpy
import zmq
import zmq.auth

endpoint, way, own = sys.argv[1:4]
socket = zmq.Context.instance().socket(zmq.PUSH)
socket.curve_publickey, socket.curve_secretkey = zmq.auth.load_certificate(own)
if way == "bind":
    socket.curve_server = True
    socket.bind(endpoint)
else:
    socket.curve_serverkey = zmq.auth.load_certificate(sys.argv[4])[0]
    socket.connect(endpoint)
column = numpy.arange(100.0)
socket.send(msgpack.packb({
    "format": "exafs-scan-v1", "type": "scan", "run_id": "curve", "scan_id": "secret", "sequence": 1,
    "energy_ev": (7000 + column).tobytes(), "mu": column.tobytes()}))
zmq.Context.instance().destroy(linger=3000)
