"""Golden values of scipy.signal.resample_poly for every way to continue a signal: python generate.py (needs scipy)."""
import json
import os

import numpy as np
import scipy
from scipy import signal

HERE = os.path.dirname(os.path.abspath(__file__))
rng = np.random.default_rng(7)
x = np.round(5 + rng.standard_normal(40), 6)
cases = []
for padtype in ['constant', 'line', 'smooth', 'edge', 'reflect', 'symmetric', 'wrap', 'mean', 'median', 'maximum', 'minimum']:
    for up, down in [(3, 2), (2, 7)]:
        options = dict(cval=2.5) if padtype == 'constant' else {}
        y = signal.resample_poly(x, up, down, padtype=padtype, **options)
        cases.append({
            'id': f'{padtype}_{up}_{down}',
            'reference': 'scipy.signal.resample_poly',
            'version': f'scipy {scipy.__version__}',
            'inputs': {'x': {'dtype': 'float64', 'shape': [len(x)], 'value': x.tolist()}},
            'params': {'up': up, 'down': down, 'padtype': padtype, **options},
            'outputs': [{'name': 'out', 'dtype': 'float64', 'shape': list(y.shape), 'value': y.tolist()}],
            'tolerance': {'rtol': 1e-9, 'atol': 1e-9},
        })
with open(f'{HERE}/cases.json', 'w') as f:
    f.write('[\n' + ',\n'.join(json.dumps(c) for c in cases) + '\n]\n')
