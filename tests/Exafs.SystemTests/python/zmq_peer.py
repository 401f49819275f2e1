"""The other end of a ZeroMQ line, over pyzmq.

zmq_peer.py publish ENDPOINT TOPIC [SECRET PUBLIC]   numbered three-part messages, for ever; with keys, as CURVE's server
zmq_peer.py push ENDPOINT COUNT SIZE                 COUNT two-part messages: number, SIZE bytes
zmq_peer.py subscribe ENDPOINT COUNT                 prints COUNT messages, a line each, frames in hex
"""
import itertools
import sys
import time

import zmq

what, endpoint, *rest = sys.argv[1:]
context = zmq.Context()


def publish(topic, secret=None, public=None):
    socket = context.socket(zmq.PUB)
    if secret:
        socket.curve_server = True
        socket.curve_secretkey, socket.curve_publickey = secret.encode(), public.encode()
    socket.bind(endpoint)
    print("bound", flush=True)
    for number in itertools.count():
        socket.send_multipart([b"other", b"not for you"])
        socket.send_multipart([topic.encode(), b"%d" % number, bytes(range(256))])
        time.sleep(0.005)


def push(count, size):
    socket = context.socket(zmq.PUSH)
    socket.connect(endpoint)
    for number in range(int(count)):
        socket.send_multipart([b"%d" % number, bytes(int(size))])


def subscribe(count):
    socket = context.socket(zmq.SUB)
    socket.setsockopt(zmq.SUBSCRIBE, b"")
    socket.connect(endpoint)
    for _ in range(int(count)):
        print(" ".join(frame.hex() for frame in socket.recv_multipart()), flush=True)


{"publish": publish, "push": push, "subscribe": subscribe}[what](*rest)
