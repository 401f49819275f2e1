"""Times Debian's Larch on the spectra that it is given: find_e0, pre_edge, autobk, xftf. One JSON object a line.

usage: /usr/bin/python3 larch_speed.py FILE...     (two columns: energy in eV, µ)
"""
import json
import sys
import time

import numpy as np
from larch import Group
from larch.version import version_data
from larch.xafs import autobk, find_e0, pre_edge, xftf

for path in sys.argv[1:]:
    energy, mu = np.loadtxt(path, unpack=True)
    times = []
    began = time.perf_counter()
    while len(times) < 7 or time.perf_counter() - began < 2:
        start = time.perf_counter()
        g = Group(energy=energy.copy(), mu=mu.copy())
        find_e0(g.energy, g.mu, group=g)
        pre_edge(g.energy, g.mu, group=g)
        autobk(g.energy, g.mu, group=g)
        xftf(g.k, g.chi, group=g, kmin=3, kmax=12, dk=4, kweight=2)
        times.append(1e6 * (time.perf_counter() - start))
    times.sort()
    version = version_data().get('larch', '').split()[0]
    print(json.dumps({'who': 'larch ' + version, 'points': len(energy), 'median_us': times[len(times) // 2], 'p90_us': times[len(times) * 9 // 10]}), flush=True)
