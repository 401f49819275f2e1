#!/usr/bin/python3
"""Makes case.json: a median filter (scipy.ndimage.median_filter, mode nearest) and the rule of Larch 2026.3.1's remove_spikes_numpy, on a synthetic spectrum with spikes."""
import json
import numpy as np
from scipy.ndimage import median_filter

rng = np.random.default_rng(5)
x = np.arange(300)
y = np.round(np.arctan((x - 60) / 3.0) + 0.05 * np.sin(x / 6.0) + rng.normal(size=300) * 2e-3, 9)
for i, spike in ((0, 0.4), (30, 0.3), (120, -0.5), (121, -0.4), (200, 0.06), (299, -0.3)): y[i] += spike
cases = []
for window, threshold in ((3, 3), (3, 0.1), (5, 0.05), (9, 0.02)):
    med = median_filter(y, size=window, mode="nearest")
    sigma = np.sqrt(((y - (med - y).mean()) ** 2).mean())
    cases.append(dict(window=window, threshold=threshold, expected=np.where(abs(med - y) > threshold * sigma, med, y).tolist()))
print(json.dumps(dict(provenance=__doc__, y=y.tolist(), cases=cases)))
