"""Compressed blobs: LZ4 of Debian's liblz4, bits shuffled by numpy."""
import ctypes
import struct

import numpy

lz4_library = ctypes.CDLL("liblz4.so.1")


def lz4(data):
    room = ctypes.create_string_buffer(lz4_library.LZ4_compressBound(len(data)))
    length = lz4_library.LZ4_compress_default(bytes(data), room, len(data), len(room))
    return room.raw[:length]


def sized_lz4(data, order):
    return struct.pack(order + "I", len(data)) + lz4(data)


def shuffled(data, element):
    """Row by row the bits of equal weight."""
    values = numpy.frombuffer(data, numpy.uint8).reshape(-1, element)
    bits = numpy.unpackbits(values, axis=1, bitorder="little")
    return numpy.packbits(bits.T, axis=1, bitorder="little").tobytes()


def default_block(element):
    return max(8192 // element // 8 * 8, 128)


def bitshuffled(data, element, block=None):
    block = block or default_block(element)
    left, at, out = len(data) // element, 0, b""
    while left >= 8:
        count = min(block, left // 8 * 8)
        packed = lz4(shuffled(data[at:at + count * element], element))
        out += struct.pack(">i", len(packed)) + packed
        at, left = at + count * element, left - count
    return out + data[at:]


def sized_bitshuffled(data, element, block=None):
    return struct.pack(">qi", len(data), (block or default_block(element)) * element) + bitshuffled(data, element, block)
