#!/usr/bin/python3
"""Makes case.json: rebin_xafs of Debian 12's Larch 0.9.58, and of Larch 2026.3.1 (argument: its rebin_xafs.py), on synthetic scans."""
import json, sys
import numpy as np
import larch.math
from larch import Group, Make_CallArgs, parse_group_args
from larch.xafs import rebin_xafs as rebin_0958
from larch.xafs.xafsutils import ktoe, etok

source = open(sys.argv[1]).read().split("@Make_CallArgs", 2)[-1]
newer = dict(np=np, Group=Group, Make_CallArgs=Make_CallArgs, parse_group_args=parse_group_args, ktoe=ktoe, etok=etok,
             index_of=larch.math.index_of, interp1d=larch.math.interp1d)
exec("@Make_CallArgs" + source, newer)

def scan(seed, n, low, high, duplicates):
    rng = np.random.default_rng(seed)
    energy = np.sort(np.round(rng.uniform(low, high, n), 2))
    if duplicates: energy[100:110] = energy[100]
    k = np.sqrt(np.clip(energy - 7112, 0, None) / 3.81)
    mu = 2 - (energy - 7000) / 4000 + np.arctan((energy - 7112) / 2) + 0.1 * np.sin(4 * k) * np.exp(-k / 6) + rng.normal(size=n) * 1e-3
    return energy, mu

cases = []
for name, (seed, n, low, high, duplicates), options in (
        ("dense, default", (1, 1500, 6950, 7700, False), {}),
        ("dense, duplicates", (2, 1500, 6950, 7700, True), {}),
        ("sparse edge, given steps", (3, 400, 6930.3, 7650, False), dict(pre_step=5, xanes_step=0.5, exafs1=20, exafs_kstep=0.06)),
        ("given range", (4, 1200, 6900, 7800, False), dict(pre1=-150, pre2=-25, exafs2=500))):
    energy, mu = scan(seed, n, low, high, duplicates)
    for version, rebin, method in (("0.9.58", rebin_0958, "centroid"), ("0.9.58", rebin_0958, "boxcar"), ("2026.3.1", newer["rebin_xafs"], "boxcar")):
        g = Group(energy=energy, mu=mu, __name__="g")
        try: rebin(g, e0=7112.3, method=method, **options)
        except Exception as problem: print(name, version, problem, file=sys.stderr); continue
        cases.append(dict(name=f"{name}, {version} {method}", version=version, method=method, e0=7112.3, options=options,
            energy=energy.tolist(), mu=[float("%.9g" % v) for v in mu], grid=g.rebinned.energy.tolist(),
            expected=[None if np.isnan(v) else float(v) for v in g.rebinned.mu]))
        g = Group(energy=energy, mu=np.array(cases[-1]["mu"]), __name__="g"); rebin(g, e0=7112.3, method=method, **options)
        cases[-1]["expected"] = [None if np.isnan(v) else float("%.13g" % v) for v in g.rebinned.mu]
print(json.dumps(dict(provenance=__doc__, tolerance_relative_to_max=1e-11, cases=cases)))
