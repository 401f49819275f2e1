"""What Debian's Larch makes of measured spectra, as JSON in the shape that LarchComparison reads.

usage: /usr/bin/python3 larch_reference.py FILE...     (two columns: energy in eV, µ)

Every spectrum gets: find_e0; auto (all defaults); explicit (ranges given, k-weight 2, clamps);
noclamp (exactly linear); general (other rbkg, weight, range, clamps); xftf and xftr of what they gave.
"""
import gzip
import io
import json
import re
import sys

import numpy as np
from larch import Group
from larch.math import index_of, realimag
from larch.version import version_data
from larch.xafs import ETOK, autobk, find_e0, pre_edge, xftf, xftr
from larch.xafs.autobk import spline_eval
from larch.xafs.xafsft import ftwindow, xftf_fast
from scipy.optimize import least_squares


def columns(path):
    data = gzip.open(path).read() if path.endswith('.gz') else open(path, 'rb').read()
    rows = []
    for line in io.TextIOWrapper(io.BytesIO(data), 'latin-1'):
        words = line.split()
        if len(words) >= 2 and re.fullmatch(r'[-+]?[\d.]+([eE][-+]?\d+)?', words[0]):
            rows.append((float(words[0]), float(words[1])))
    rows = np.array(rows)
    rows = rows[np.argsort(rows[:, 0], kind='stable')]
    return rows[:, 0].copy(), rows[:, 1].copy()


def listed(values):
    return [float(v) for v in values]


def polished(g, full):
    """chi at the minimum of Larch's objective, by another least squares from where Larch's own stopped; and how far above it Larch stayed."""
    d = g.autobk_details
    first = index_of(g.energy, g.e0)
    end = min(len(g.energy), 2 + index_of(g.energy, g.e0 + d.kmax**2 / ETOK))
    relative = g.energy[first:end] - g.e0
    k_raw, mu = np.sign(relative) * np.sqrt(ETOK * abs(relative)), g.mu[first:end]
    window = g.k**full['kweight'] * ftwindow(g.k, xmin=d.kmin, xmax=d.kmax, window=full['win'], dx=full['dk'], dx2=full['dk'])
    low, high, held = abs(full['clamp_lo']), abs(full['clamp_hi']), full['nclamp']

    def chi_of(coefs):
        return spline_eval(k_raw, mu, d.knots_k, np.concatenate((coefs, np.zeros(4))), 3, g.k)[1]

    def residual(coefs):
        chi = chi_of(coefs)
        out = realimag(xftf_fast(chi * window, nfft=2048)[:d.irbkg])
        scale = 1 + 100 * (out * out).mean()
        return np.concatenate((out, low * scale * chi[:held], high * scale * chi[-held:]))

    start = np.array([d.params[name].value for name in d.params][:d.nspl])
    best = least_squares(residual, start, jac='3-point', xtol=1e-15, ftol=1e-15, gtol=1e-15, max_nfev=500)
    return chi_of(best.x) / g.edge_step, (residual(start)**2).sum() / (2 * best.cost) - 1


def fit(energy, mu, edge, **params):
    """autobk with the E0 and edge step of `edge`."""
    g = Group(energy=energy.copy(), mu=mu.copy(), e0=edge.e0, edge_step=edge.edge_step)
    full = dict(rbkg=1.0, kweight=1, kmin=0, kmax=None, dk=0.1, win='hanning', nclamp=3, clamp_lo=0, clamp_hi=1)
    full.update(params)
    autobk(g.energy, g.mu, group=g, **full)
    result = {'params': full, 'chi': listed(g.chi), 'delta_chi': listed(g.delta_chi)}
    if full['nclamp'] > 0:
        exact, excess = polished(g, full)
        # Where Larch's own fit stayed far above the minimum, its chi is nothing to compare with.
        result.update(chi_exact=listed(exact), check={'well_posed': bool(excess < 1e-5), 'excess': float(excess)})
    return g, result


def forward(g, **params):
    full = dict(kmin=3.0, kmax=min(12.0, g.k[-1] - 0.5), dk=4.0, dk2=None, window='kaiser', kweight=2, rmax_out=10, nfft=2048, kstep=0.05)
    full.update(params)
    xftf(g.k, g.chi, group=g, **full)
    return {'params': full, 'chir_re': listed(g.chir_re), 'chir_im': listed(g.chir_im)}


def normalised(g, energy, mu, **params):
    pre_edge(energy, mu, group=g, **params)
    return {'e0': float(g.e0), 'edge_step': float(g.edge_step), 'norm': listed(g.norm), 'flat': listed(g.flat)}


def reference(path):
    energy, mu = columns(path)
    result = {'find_e0': float(find_e0(energy, mu))}

    g = Group(energy=energy, mu=mu)
    edge = normalised(g, energy, mu)
    fitted, bkg = fit(energy, mu, g)
    result['auto'] = {'pre_edge': edge, 'autobk': bkg, 'xftf': [forward(fitted)]}

    params = dict(e0=float(g.e0), pre1=float(np.ceil(energy[1] - g.e0)) + 3, pre2=-25.0, norm1=80.0, norm2=float(np.floor(energy[-1] - g.e0)) - 7, nnorm=2, nvict=0)
    g = Group(energy=energy, mu=mu)
    edge = normalised(g, energy, mu, **params)
    fitted, bkg = fit(energy, mu, g, kweight=2)
    transforms = [forward(fitted, window='hanning', dk=1.0), forward(fitted, window='parzen', dk=2.0, kweight=3), forward(fitted)]
    chir = fitted.chir.copy()
    xftr(fitted.r, chir, group=fitted, rmin=1.0, rmax=3.2, dr=0.2, window='hanning', qmax_out=20)
    back = {'params': dict(rmin=1.0, rmax=3.2, dr=0.2, window='hanning', rw=0, qmax_out=20), 'chiq_re': listed(fitted.chiq_re), 'chiq_im': listed(fitted.chiq_im)}
    result['explicit'] = {'params': params, 'pre_edge': edge, 'autobk': bkg, 'xftf': transforms, 'xftr': back}

    _, bkg = fit(energy, mu, g, nclamp=0)
    result['noclamp'] = {'autobk': bkg}
    fitted, bkg = fit(energy, mu, g, rbkg=1.2, kweight=2, kmin=0.5, kmax=float(g.energy[-1] - g.e0) ** 0.5 * 0.45, win='parzen', dk=1.0, nclamp=2, clamp_lo=0, clamp_hi=2)
    result['general'] = {'autobk': bkg, 'xftf': [forward(fitted, window='sine')]}
    return {'id': path, 'energy': listed(energy), 'mu': listed(mu), 'larch_0.9.58': result}


json.dump({'larch_version': version_data()['larch'] if 'larch' in version_data() else '', 'spectra': [reference(p) for p in sys.argv[1:]]}, sys.stdout)
