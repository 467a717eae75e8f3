"""Golden values of numpy.pad in every mode, for short and long paddings: python generate.py (needs numpy)."""
import itertools
import json
import os

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
rng = np.random.default_rng(1)
MODES = [
    ('constant', dict(constant_values=[2, -3])),
    ('constant', dict(constant_values=7)),
    ('edge', {}),
    ('reflect', {}),
    ('reflect', dict(reflect_type='odd')),
    ('symmetric', {}),
    ('symmetric', dict(reflect_type='odd')),
    ('wrap', {}),
    ('linear_ramp', {}),
    ('linear_ramp', dict(end_values=[2, -3])),
    ('mean', {}),
    ('mean', dict(stat_length=[2, 3])),
    ('maximum', {}),
    ('maximum', dict(stat_length=2)),
    ('minimum', dict(stat_length=[3, 1])),
    ('median', {}),
    ('median', dict(stat_length=[2, 3])),
]
cases = []
for (mode, options), (n, width) in itertools.product(MODES, [(1, [2, 3]), (2, [5, 6]), (5, [3, 0]), (6, [17, 40])]):
    x = np.round(rng.standard_normal(n), 6)
    y = np.pad(x, width, mode=mode, **options)
    tag = '_'.join(str(v).replace(', ', '_').strip('[]') for v in options.values())
    cases.append({
        'id': f'{mode}{"_" + tag if tag else ""}_{n}',
        'reference': 'numpy.pad',
        'version': f'numpy {np.__version__}',
        'inputs': {'array': {'dtype': 'float64', 'shape': [n], 'value': x.tolist()}},
        'params': {'pad_width': width, 'mode': mode, **options},
        'outputs': [{'name': 'out', 'dtype': 'float64', 'shape': list(y.shape), 'value': y.tolist()}],
        'tolerance': {'rtol': 1e-9, 'atol': 1e-9},
    })
with open(f'{HERE}/cases.json', 'w') as f:
    f.write('[\n' + ',\n'.join(json.dumps(c) for c in cases) + '\n]\n')
