#!/usr/bin/python3
"""Makes case.json: estimate_noise of Larch 2026.3.1 (argument: its estimate_noise.py) over Debian 12's Larch 0.9.58 transforms, on synthetic chi(k)."""
import json, sys
import numpy as np
import larch.math
from larch import Group, Make_CallArgs, parse_group_args
from larch.xafs import xftf, xftr

source = open(sys.argv[1]).read()
source = source[source.index("def estimate_noise"):]
newer = dict(pi=np.pi, sqrt=np.sqrt, where=np.where, Group=Group, parse_group_args=parse_group_args, index_of=larch.math.index_of,
             realimag=larch.math.realimag, set_xafsGroup=lambda g, **k: g, xftf=xftf, xftr=xftr)
exec(source, newer)

cases = []
for seed, points, noise, options in ((1, 300, 1e-3, dict(kmin=0, kmax=14.95)), (2, 300, 1e-2, dict(kmin=2, kmax=14)), (3, 421, 1e-4, dict(kmin=3, kmax=20, kweight=2)),
                                     (4, 201, 3e-3, dict(kmin=0, kmax=20, dk=2, rmin=12, rmax=28))):
    rng = np.random.default_rng(seed)
    k = 0.05 * np.arange(points)
    chi = np.sin(5 * k) * np.exp(-2 * 0.006 * k * k) / (0.5 + k) + rng.normal(size=points) * noise
    chi = np.array([float("%.9g" % v) for v in chi])
    g = Group(k=k, chi=chi)
    newer["estimate_noise"](k, chi, group=g, **options)
    cases.append(dict(name=f"seed {seed}", chi=chi.tolist(), options=options, epsilon_k=float(g.epsilon_k), epsilon_r=float(g.epsilon_r), kmax_suggest=float(g.kmax_suggest)))
print(json.dumps(dict(provenance=__doc__, tolerance_relative=1e-10, cases=cases)))
