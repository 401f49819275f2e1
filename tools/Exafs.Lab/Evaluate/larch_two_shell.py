"""The conventional fit that an inversion is held against: two shells of a bcc iron foil by Larch, as an experienced user would make it.

usage: /usr/bin/python3 larch_two_shell.py [--lattice ANGSTROM] [--kmax K,K,...] FILE...

FILE is a column file of energy (eV) and mu, an XDI file, or one with i0 and itrans; the first one gives S0², held in all others.
FEFF's paths are those of Debian's feff85exafs, run here; Larch is Debian's python3-xraylarch.
Per file and kmax two fits of R 1.5-3.0 Å with k-weights 1, 2, 3:
  fixed  N1 = 8 and N2 = 6, one expansion of the lattice, one E0, a σ² for each shell; S0² free in the first file, and held to that at the same kmax in the others
  free   N1 and N2 free, each shell its own distance, E0, σ²; S0² held
JSON goes to the standard output: a list of {file, kmax_per_angstrom, fixed: {...}, free: {...}} or {file, error}.
Missing programs or files end with 2 and one line.
"""
import contextlib
import json
import os
import re
import subprocess
import sys
import tempfile

LATTICE, KMAX = 2.8665, (10.0, 11.0, 12.5, 14.0, 16.0)


def stop(message):
    print(message, file=sys.stderr)
    sys.exit(2)


try:
    import numpy as np
    from larch import Group
    from larch.fitting import guess, param, param_group
    from larch.xafs import autobk, feffit, feffit_dataset, feffit_transform, feffpath, pre_edge
except ImportError as missing:
    stop(f'{missing}: apt-get install python3-xraylarch')


def feff_paths(lattice, folder):
    """The two single scattering paths of the first two shells of bcc iron, as feffNNNN.dat."""
    atoms = []
    for x in range(-3, 4):
        for y in range(-3, 4):
            for z in range(-3, 4):
                for shift in (0.0, 0.5):
                    at = lattice * np.array([x + shift, y + shift, z + shift])
                    if 0 < np.linalg.norm(at) < 6.5:
                        atoms.append(at)
    atoms.sort(key=np.linalg.norm)
    lines = ['TITLE bcc Fe', 'EDGE K', 'S02 1', 'CONTROL 1 1 1 1 1 1', 'PRINT 1 0 0 0 0 3', 'EXAFS 20', 'RPATH 3.0', 'NLEG 2',
             'POTENTIALS', '0 26 Fe', '1 26 Fe', 'ATOMS', '0 0 0 0']
    lines += ['%.6f %.6f %.6f 1' % tuple(at) for at in atoms] + ['END']
    with open(os.path.join(folder, 'feff.inp'), 'w') as out:
        out.write('\n'.join(lines) + '\n')
    for program in ('rdinp', 'pot', 'xsph', 'pathfinder', 'genfmt', 'ff2x'):
        try:
            subprocess.run([f'feff8l_{program}'], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        except (OSError, subprocess.CalledProcessError):
            stop(f'feff8l_{program} failed: apt-get install feff85exafs')
    files = sorted(name for name in os.listdir(folder) if re.fullmatch(r'feff\d{4}\.dat', name))
    if len(files) != 2:
        stop(f'FEFF gave {len(files)} paths where bcc iron has two within 3 angstrom')
    return [os.path.join(folder, name) for name in files]


def spectrum(path):
    """Energy in eV and mu."""
    labels, rows = [], []
    with open(path, encoding='latin-1') as lines:
        for line in lines:
            column = re.match(r'#\s*Column\.(\d+):\s*(\S+)', line)
            if column:
                labels.append(column.group(2).lower())
            words = line.split()
            if len(words) >= 2 and not line.lstrip().startswith('#') and all(re.fullmatch(r'[-+]?[\d.]+([eEdD][-+]?\d+)?', word) for word in words):
                rows.append([float(word) for word in words])
    if not rows:
        raise ValueError('no columns of numbers')
    table = np.array([row for row in rows if len(row) == len(rows[0])])
    energy = table[:, labels.index('energy') if 'energy' in labels else 0]
    transmitted = next((name for name in ('itrans', 'i1', 'it') if name in labels), None)
    if 'mutrans' in labels:
        mu = table[:, labels.index('mutrans')]
    elif transmitted and 'i0' in labels:
        mu = np.log(table[:, labels.index('i0')] / table[:, labels.index(transmitted)])
    else:
        mu = table[:, 1]
    if np.median(energy) < 200:
        energy = 1000 * energy
    energy, first = np.unique(energy, return_index=True)
    return energy, mu[first]


def reduced(path):
    energy, mu = spectrum(path)
    group = Group(energy=energy, mu=mu)
    pre_edge(group)
    autobk(group, rbkg=1.0, kweight=2)
    return group


def fit(data, files, lattice, kmax, s02=None, free=False):
    """One fit; S0² is free where it is not given."""
    reff = [np.sqrt(3) / 2 * lattice, lattice]
    extra = dict(n1=guess(8), n2=guess(6), d1=guess(0), d2=guess(0)) if free else dict(n1=param(8), n2=param(6), stretch=guess(0))
    group = param_group(s02=guess(0.75) if s02 is None else param(s02), e0=guess(5), ss1=guess(0.005), ss2=guess(0.006), **extra)
    paths = []
    for shell, name in enumerate(files, 1):
        path = feffpath(name, deltar=f'd{shell}' if free else f'stretch*{reff[shell - 1]}', s02=f's02*n{shell}', e0='e0', sigma2=f'ss{shell}')
        path.degen = 1
        paths.append(path)
    transform = feffit_transform(kmin=3, kmax=kmax, kweight=[1, 2, 3], dk=1, window='hanning', rmin=1.5, rmax=3.0)
    with open(os.devnull, 'w') as nowhere, contextlib.redirect_stdout(nowhere):
        out = feffit(group, feffit_dataset(data=data, pathlist=paths, transform=transform))

    def of(name):
        found = out.params[name]
        return float(found.value), float(found.stderr or 0)

    (n1, n1s), (n2, n2s) = of('n1'), of('n2')
    if free:
        (d1, d1s), (d2, d2s) = of('d1'), of('d2')
    else:
        stretch, error = of('stretch')
        (d1, d1s), (d2, d2s) = ((stretch * r, error * r) for r in reff)
    values = {'s02': of('s02'), 'delta_e0_ev': of('e0'), 'n1': (n1, n1s), 'n2': (n2, n2s), 'r1_angstrom': (reff[0] + d1, d1s), 'r2_angstrom': (reff[1] + d2, d2s),
              'sigma2_1_angstrom2': of('ss1'), 'sigma2_2_angstrom2': of('ss2')}
    result = {'r_factor': float(out.rfactor)}
    for name, (value, error) in values.items():
        result[name] = value
        result[re.sub(r'^(.*?)(_ev|_angstrom2|_angstrom)?$', r'\1_error\2', name)] = error
    return result


def main(words):
    lattice, ends, files = LATTICE, KMAX, []
    words = list(words)
    while words:
        word = words.pop(0)
        try:
            if word == '--lattice':
                lattice = float(words.pop(0))
            elif word == '--kmax':
                ends = [float(end) for end in words.pop(0).split(',')]
            else:
                files.append(word)
        except (IndexError, ValueError):
            stop(f'{word}: no such value')
    if not files or any(name.startswith('--') for name in files):
        stop('usage: larch_two_shell.py [--lattice ANGSTROM] [--kmax K,K,...] FILE...')
    results, amplitudes = [], {}
    with tempfile.TemporaryDirectory() as folder:
        paths = feff_paths(lattice, folder)
        for name in files:
            try:
                data = reduced(name)
            except (OSError, ValueError) as error:
                results.append({'file': name, 'error': str(error)})
                continue
            for kmax in ends:
                if data.k[-1] < kmax - 0.25:
                    results.append({'file': name, 'kmax_per_angstrom': kmax, 'error': 'chi(k) ends at %.2f' % data.k[-1]})
                    continue
                fixed = fit(data, paths, lattice, kmax, amplitudes.get(kmax))
                amplitudes.setdefault(kmax, fixed['s02'])
                results.append({'file': name, 'kmax_per_angstrom': kmax, 'fixed': fixed, 'free': fit(data, paths, lattice, kmax, amplitudes[kmax], free=True)})
    json.dump(results, sys.stdout, indent=1)
    print()


if __name__ == '__main__':
    main(sys.argv[1:])
