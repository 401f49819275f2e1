import sys, time, msgpack, numpy, zmq
socket = zmq.Context.instance().socket(zmq.PUB)
socket.bind(sys.argv[1])                        # such as tcp://*:5555
time.sleep(1)                                   # until the subscribers are there
energy, i0 = numpy.linspace(6912, 8112, 500), numpy.full(500, 1e6)
itrans = i0 * numpy.exp(-1 - 1 / (1 + numpy.exp(7112 - energy)))
scan = {"format": "exafs-scan-v1", "type": "scan", "run_id": "test", "scan_id": "1", "sequence": 1, "element": "Fe", "edge": "K",
        "start_time_unix_s": time.time() - 1, "end_time_unix_s": time.time(), "sample_temperature_kelvin": 295.0,
        "energy_ev": energy.tobytes(), "i0_counts": i0.tobytes(), "itrans_counts": itrans.tobytes()}
socket.send(msgpack.packb(scan))
zmq.Context.instance().destroy(linger=5000)     # until it is sent, at most 5 s
