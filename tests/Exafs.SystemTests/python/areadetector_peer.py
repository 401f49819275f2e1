"""areadetector_peer.py ENDPOINT POINTS: frames as NDPluginZMQ sends them, its header put together as its C++ does. For each codec, before and since
version 1.4.0: a scan of frames that are points; then one frame with all points for each, once by rows and once by columns."""
import struct
import sys

import numpy
import zmq

from blobs import bitshuffled, lz4

endpoint, points = sys.argv[1], int(sys.argv[2])
context = zmq.Context()
socket = context.socket(zmq.PUSH)
socket.connect(endpoint)
EPICS = 631152000
i = numpy.arange(points)
COLUMNS = {"Energy": 7000 + i * 0.5, "I0": 1e6 - 3.25 * i, "It": 5e5 + i / 1024}


def attribute(name, value):
    if isinstance(value, bytes):                        # int8 and uint8 go out as a character
        return b'"%s":%s' % (name.encode(), value)
    if isinstance(value, str):                          # nothing is escaped
        return b'"%s":"%s"' % (name.encode(), value.encode())
    return b'"%s":%s' % (name.encode(), (b"%d" % value if isinstance(value, int) else b"%.17g" % value))


def send(frame, array, codec, old, attributes):
    shape = array.shape[::-1] if old else array.shape
    data = array.tobytes()
    packed = lz4(data) if codec == "lz4" else bitshuffled(data, array.itemsize) if codec == "bslz4" else data
    header = b'{"htype":%s, "type":"%s", "shape":[%s], "frame":%d, "timeStamp":%.17g, "encoding":"%s", "ndattr":{%s}}' % (
        b'["array-1.0"]' if old else b'"array-1.0"', array.dtype.name.encode(), b",".join(b"%d" % n for n in shape), frame,
        1700000000.25 + frame - EPICS, codec.encode(), b",".join(attribute(k, v) for k, v in attributes.items()))
    # As many bytes as without a codec: what stands behind the compressed ones is what was there before.
    socket.send_multipart([header, packed + b"\x5a" * max(0, len(data) - len(packed))])


frame = 0
variants = [(codec, old) for codec in ("", "lz4", "bslz4") for old in (True, False)]
for codec, old in variants:
    for point in range(points):
        image = numpy.full((16, 32), point % 50, numpy.uint16)
        send(frame, image, codec, old, {
            "Gain": b",", "Bits": b'"', "Path": "C:\\data\\", "Remark": 'a "quote", and more', "Energy": float(COLUMNS["Energy"][point]),
            "I0": float(COLUMNS["I0"][point]), "It": float(COLUMNS["It"][point]), "Dead": float("nan"), "Hot": float("-inf"), "SampleTemp": 350.25, "Exposures": 3, "Last": b"}"})
        frame += 1
for codec, old in variants:
    for across in (False, True):
        rows = numpy.array(list(COLUMNS.values()))
        send(frame, numpy.ascontiguousarray(rows.T if across else rows), codec, old, {"ArrayRows": ",".join(COLUMNS), "SampleTemp": 350.25})
        frame += 1
context.destroy(linger=10000)
