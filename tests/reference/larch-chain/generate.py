"""Makes case.json: a simulated foil, and what Debian's Larch 0.9.58 makes of it (by tests/Exafs.SystemTests/python/larch_reference.py).

usage: /usr/bin/python3 generate.py     (in this folder)
"""
import json
import os
import subprocess
import tempfile

import numpy as np

rng = np.random.default_rng(20180531)
k = np.arange(0.75, 14.0, 0.05)
relative = np.concatenate((np.arange(-150, -20, 8.0), np.arange(-20, 3.0, 0.5), 3.8099821 * k**2 + 1.0))
wave = np.sqrt(np.clip(relative, 0, None) / 3.8099821)
chi = sum(n / r**2 * np.exp(-2 * s2 * wave**2) * np.sin(2 * wave * (r - 0.35) + 1) / np.maximum(wave, 1)
          for r, n, s2 in ((2.48, 8, 0.005), (2.87, 6, 0.006), (4.06, 12, 0.008), (4.75, 24, 0.009)))
mu = 0.5 * np.exp(-relative / 3000) + (0.5 + np.arctan(relative / 1.5) / np.pi) * (1 + chi) * np.exp(-relative / 2500) + rng.normal(0, 2e-4, len(relative))
energy = 7112.0 + relative

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'synthetic_foil.dat')
    np.savetxt(path, np.column_stack((energy, mu)), fmt='%.6f %.9f')
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../../Exafs.SystemTests/python/larch_reference.py')
    case = json.loads(subprocess.run(['/usr/bin/python3', script, path], check=True, capture_output=True).stdout)['spectra'][0]
case['id'] = 'synthetic_foil'
case['preprocess'] = {'duplicate_energies': 0}
case['provenance'] = 'simulated by generate.py; results of Larch 0.9.58 (Debian 12), chi_exact polished by scipy'
rounded = json.loads(json.dumps(case), parse_float=lambda text: float(f'{float(text):.12g}'))
json.dump(rounded, open('case.json', 'w'))
