"""Reads MessagePack in hex, a value a line, and answers what python3-msgpack packs for the same value; first, a scan of its own."""
import sys

import msgpack

SCAN = {
    "format": "scan", "sequence": 7, "ok": True, "comment": None, "µ": "Å⁻¹", "raw": b"\x00\xff",
    "energy_ev": [8979.0 + 0.1 * i for i in range(300)], "counts": [i ** 6 for i in range(300)], "offset": -40000,
    "when": msgpack.Timestamp(1_700_000_000, 500_000_000), "extension": msgpack.ExtType(5, b"abc"),
}
print(msgpack.packb(SCAN).hex(), flush=True)
for line in sys.stdin:
    value = msgpack.unpackb(bytes.fromhex(line), strict_map_key=False)
    print(msgpack.packb(value).hex(), flush=True)
