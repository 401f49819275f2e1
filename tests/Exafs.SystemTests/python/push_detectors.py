"""Two scans as a detector's stream: push_detectors.py ENDPOINT p64|odin-meta|xspress POINTS"""
import json, struct, sys
import numpy, zmq
endpoint, kind, points = sys.argv[1], sys.argv[2], int(sys.argv[3])
socket = zmq.Context.instance().socket(zmq.PUSH)
socket.connect(endpoint)
energy = numpy.linspace(7000, 7500, points)
counts = numpy.arange(points, dtype="<u4")[:, None] * numpy.array([1, 2, 0], dtype="<u4") + numpy.array([10, 20, 1000000], dtype="<u4")   # [frame][element]
dtc = 1 + 1 / (3.0 + numpy.arange(points))[:, None] * numpy.array([1.0, 2.0, 0.0])
scalars = numpy.zeros((points, 3, 9), dtype="<u4")
scalars[:, :, 5] = counts
for acquisition in ("scan_1", "scan_2"):
    if kind == "p64":
        for text in ["test", "clear", f"./{acquisition}.dat"]:
            socket.send_string(text)
        for i in range(points):
            socket.send_string(" ".join("%.18e" % v for v in (energy[i], counts[i, 2], counts[i, 2] * dtc[i, 0], 7.5, counts[i, 0])))
        if acquisition == "scan_2":
            socket.send_string("clear")
    elif kind == "odin-meta":
        for first in range(0, points, 64):
            frames = min(64, points - first)
            header = {"acqID": acquisition, "rank": 0, "frame_id": first, "qty_scalars": 27, "channel_index": 0, "number_of_channels": 3, "number_of_frames": frames}
            for parameter, values in (("xspress_scalars", scalars), ("xspress_dtc", dtc), ("xspress_inp_est", dtc)):
                socket.send_json({"plugin": "xspress", "parameter": parameter, "type": "raw", "header": header}, zmq.SNDMORE)
                socket.send(values[first:first + frames].tobytes())
    else:
        mca = numpy.arange(3 * 2 * 16, dtype="<u4").tobytes()
        for i in range(points):
            socket.send(struct.pack("<6I", i, 16, 2, 3, 9, 0) + scalars[i].tobytes() + dtc[i].tobytes() + dtc[i].tobytes() + mca)
zmq.Context.instance().destroy(linger=20000)
