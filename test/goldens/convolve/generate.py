"""Golden values of scipy.signal.convolve, fftconvolve and oaconvolve in all modes: python generate.py (needs scipy)."""
import json
import os

import numpy as np
import scipy
from scipy import signal

HERE = os.path.dirname(os.path.abspath(__file__))
rng = np.random.default_rng(11)
cases = []


def entry(a):
    return {'dtype': 'float64', 'shape': list(a.shape), 'value': a.tolist()}


for n, taps in [(1, 1), (7, 1), (1, 6), (8, 3), (9, 4), (5, 8), (6, 6), (40, 17), (17, 40), (130, 66)]:
    x = np.round(rng.standard_normal(n), 6)
    h = np.round(rng.standard_normal(taps), 6)
    for mode in ['full', 'same', 'valid']:
        runs = [(f'convolve_{m}', signal.convolve, {'method': m}) for m in ['direct', 'fft']]
        runs += [('fftconvolve', signal.fftconvolve, {}), ('oaconvolve', signal.oaconvolve, {})]
        for name, function, options in runs:
            y = function(x, h, mode=mode, **options)
            cases.append({
                'id': f'{name}_{mode}_{n}_{taps}',
                'reference': f'scipy.signal.{function.__name__}',
                'version': f'scipy {scipy.__version__}',
                'inputs': {'x': entry(x), 'h': entry(h)},
                'params': {'mode': mode, **options},
                'outputs': [{'name': 'out', **entry(y)}],
                'tolerance': {'rtol': 1e-12, 'atol': 1e-12},
            })
with open(f'{HERE}/cases.json', 'w') as f:
    f.write('[\n' + ',\n'.join(json.dumps(c) for c in cases) + '\n]\n')
