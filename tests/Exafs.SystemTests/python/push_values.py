# Slow values beside scans: push_values.py ENDPOINT json|msgpack|topic T0 COUNT [garbage]
# COUNT readings a second apart by their own times, from T0 on: a furnace in celsius and its heater in watt.
import json, math, sys, msgpack, zmq
endpoint, form, t0, count, garbage = sys.argv[1], sys.argv[2], float(sys.argv[3]), int(sys.argv[4]), len(sys.argv) > 5
socket = zmq.Context.instance().socket(zmq.PUSH)
socket.connect(endpoint)
for i in range(count):
    reading = {"furnace_celsius": 20 + 0.37 * i + math.sin(i), "heater_watt": 5.0 * i, "time_unix_s": t0 + i}
    if garbage:
        socket.send(bytes((7 * i + j) % 256 for j in range(i)))
        socket.send(json.dumps({"furnace_celsius": float("nan"), "time_unix_s": t0 + i}).encode())
        socket.send_multipart([b"a", b"b", b"c"])
    if form == "msgpack":
        socket.send_multipart([b"furnace", msgpack.packb(reading)])
    elif form == "topic":
        socket.send_string("furnace " + json.dumps(reading))
    else:
        socket.send_json(reading)
zmq.Context.instance().destroy(linger=5000)     # until it is sent, at most 5 s
