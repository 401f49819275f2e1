#!/usr/bin/python3
"""Makes case.json: merge_groups of Debian 12's Larch 0.9.58 on synthetic repeats whose grids and ranges differ."""
import json
import numpy as np
from larch import Group
from larch.io.mergegroups import merge_groups

def repeat(seed, low, high, step, noise=1e-3):
    rng = np.random.default_rng(seed)
    e = np.round(np.arange(low, high, step) + rng.uniform(-.05, .05, len(np.arange(low, high, step))), 6)
    mu = np.arctan((e - 7112) / 2) + 0.1 * np.sin((e - 7112) / 20) + rng.normal(size=len(e)) * noise
    return e, np.round(mu, 9)

cases = []
sets = [("inside each other", [repeat(1, 7000, 7400, 2.0), repeat(2, 6999, 7401, 1.7), repeat(3, 6990, 7300, 2.5)]),
        ("first reaches below the others", [repeat(4, 6990, 7420, 2.0), repeat(5, 7000, 7400, 1.9)])]
e, mu = repeat(6, 7000, 7400, 2.0)
spike = e.copy(); spike[50] = spike[49] + 1e-5; bad = mu.copy(); bad[50] = bad[49] + 2.0
sets.append(("spline would overshoot", [(e, mu), (spike, bad)]))
for name, scans in sets:
    merged = merge_groups([Group(energy=a, mu=b) for a, b in scans])
    cases.append(dict(name=name, scans=[dict(energy=a.tolist(), mu=b.tolist()) for a, b in scans],
                      energy=merged.energy.tolist(), mu=[float("%.13g" % v) for v in merged.mu], std=[float("%.10g" % v) for v in merged.mu_std]))
    cubic = merge_groups([Group(energy=a, mu=b) for a, b in scans], kind="linear")
    import sys; print(name, len(merged.mu), np.allclose(cubic.mu, merged.mu, atol=1e-12), file=sys.stderr)
print(json.dumps(dict(provenance=__doc__, tolerance_relative_to_max=1e-10, cases=cases)))
