"""Values of scipy's interp1d between uneven points: `python generate.py > more.json`."""
import json

import numpy as np
import scipy
from scipy.interpolate import interp1d

rng = np.random.default_rng(3)
cases = []
for n in (3, 4, 5, 12):
    for kind in ("linear", "nearest", "nearest-up", "previous", "zero", "next", "quadratic", "cubic"):
        if n <= {"cubic": 3, "quadratic": 2}.get(kind, 0):
            continue
        x = np.round(np.cumsum(rng.uniform(0.2, 2, n)), 2)
        y = np.round(rng.normal(0, 1, n), 3)
        at = np.concatenate([x, (x[1:] + x[:-1]) / 2, np.round(rng.uniform(x[0] - 1, x[-1] + 1, 6), 3)])
        order = rng.permutation(n)
        got = interp1d(x[order], y[order], kind=kind, bounds_error=False)(at)
        cases.append({"args": [x[order].tolist(), y[order].tolist(), at.tolist()], "options": {"kind": kind},
                      "answer": [None if np.isnan(v) else v for v in got.tolist()]})
print('{"version": "scipy %s", "cases": {"interp1d": [' % scipy.__version__)
print(",\n".join(json.dumps(c) for c in cases))
print("]}}")
