#!/usr/bin/python3
"""What h5py finds in a NeXus file, as JSON: path -> value, attributes, class. Soft links are followed."""
import json
import sys

import h5py
import numpy as np


def plain(value):
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, np.ndarray):
        return [plain(item) for item in value]
    if isinstance(value, np.generic):
        return value.item()
    return value


def walk(group, path, found):
    found[path or "/"] = {"attributes": {name: plain(value) for name, value in group.attrs.items()}}
    for name in group:
        item, here = group[name], f"{path}/{name}"
        if isinstance(item, h5py.Group):
            walk(item, here, found)
            continue
        found[here] = {
            "attributes": {key: plain(value) for key, value in item.attrs.items()},
            "shape": list(item.shape),
            "value": plain(item[()]),
            "is_link": isinstance(group.get(name, getlink=True), h5py.SoftLink),
        }


def larch_finds(root):
    """The entries that Larch's NXxasFile takes: NXentry with the definition NXxas."""
    return [
        name for name, group in root.items()
        if plain(group.attrs.get("NX_class")) == "NXentry" and plain(group["definition"][()]) == "NXxas"
    ]


with h5py.File(sys.argv[1], "r") as file:
    everything = {}
    walk(file, "", everything)
    with open(sys.argv[2], "w", encoding="utf-8") as output:
        json.dump({"entries": larch_finds(file), "items": everything}, output)
