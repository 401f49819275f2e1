import sys, time, msgpack, numpy, zmq
socket = zmq.Context.instance().socket(zmq.PUB)
socket.bind(sys.argv[1])                        # such as tcp://*:5555
time.sleep(1)                                   # until the subscribers are there
rate, mono, start, chunk = 2e6, 5.0, time.time(), 100_000       # samples and oscillations a second
for first in range(0, 1_200_000, chunk):        # six sweeps of 0.1 s, three up and three down
    t = numpy.arange(first, first + chunk) / rate
    theta = 15.0 + 1.2 * numpy.cos(2 * numpy.pi * mono * t)     # degrees; a greater angle is a smaller energy
    energy = 12398.42 / (2 * 3.1356 * numpy.sin(numpy.radians(theta)))
    i0, itrans = 20000 + 0 * t, 20000 * numpy.exp(-1 - 1 / (1 + numpy.exp(7712 - energy)))
    socket.send(msgpack.packb({"format": "exafs-quick-v1", "run_id": "test", "sequence": first // chunk, "first_sample": first, "sample_rate_hz": rate,
        "start_time_unix_s": start, "mono_d_spacing_angstrom": 3.1356, "element": "Co", "edge": "K", "sample_temperature_kelvin": 295.0,
        "deg_per_count": 1e-5, "encoder_counts": {"dtype": "<i4", "values": numpy.round(theta / 1e-5).astype("<i4").tobytes()},
        "i0_counts": {"dtype": "<i2", "values": i0.astype("<i2").tobytes(), "scale": 1.0, "offset": 0.0},
        "itrans_counts": {"dtype": "<f4", "values": itrans.astype("<f4").tobytes()}, "last": first + chunk == 1_200_000}))
zmq.Context.instance().destroy(linger=5000)     # until it is sent, at most 5 s
