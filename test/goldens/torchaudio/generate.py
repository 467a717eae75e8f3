"""Golden values of torchaudio.functional.resample: python generate.py (needs torch, torchaudio, numpy; float64 throughout)."""
import json
import os

import numpy as np
import torch

cuda = torch.version.cuda
torch.version.cuda = '13.0'  # the two wheels may name different CUDA versions; only the CPU is used here
import torchaudio  # noqa: E402

torch.version.cuda = cuda
HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.basename(HERE)
os.makedirs(f'{HERE}/in', exist_ok=True)
os.makedirs(f'{HERE}/out', exist_ok=True)

rng = np.random.default_rng(440)
MONO = rng.standard_normal(1501)
STEREO = rng.standard_normal((2, 300))
np.save(f'{HERE}/in/noise.npy', MONO)
np.save(f'{HERE}/in/stereo.npy', STEREO)

KAISER = dict(resampling_method='sinc_interp_kaiser')
CASES = [
    ('hann_22050_16000', 'noise', 22050, 16000, {}),
    ('hann_44100_16000', 'noise', 44100, 16000, {}),
    ('hann_16000_8000', 'noise', 16000, 8000, {}),
    ('hann_8000_22050', 'noise', 8000, 22050, {}),
    ('hann_48000_44100', 'noise', 48000, 44100, {}),
    ('hann_wide', 'noise', 44100, 16000, dict(lowpass_filter_width=64, rolloff=0.9475937167399596)),
    ('hann_stereo', 'stereo', 3, 2, dict(rolloff=0.9)),
    ('kaiser_44100_16000', 'noise', 44100, 16000, KAISER),
    ('kaiser_best', 'noise', 22050, 16000,
     dict(KAISER, lowpass_filter_width=64, rolloff=0.9475937167399596, beta=14.769656459379492)),
    ('kaiser_fast', 'noise', 8000, 22050, dict(KAISER, lowpass_filter_width=16, rolloff=0.85, beta=8.555504641634386)),
]

cases = []
for name, source, orig, new, options in CASES:
    x = {'noise': MONO, 'stereo': STEREO}[source]
    y = torchaudio.functional.resample(torch.from_numpy(x), orig, new, **options).numpy()
    assert y.dtype == np.float64
    np.save(f'{HERE}/out/{name}.npy', y)
    cases.append({
        'id': name,
        'reference': 'torchaudio.functional.resample',
        'version': f'torchaudio {torchaudio.__version__.split("+")[0]}',
        'inputs': {'waveform': {'dtype': 'float64', 'shape': list(x.shape), 'file': f'{FOLDER}/in/{source}.npy'}},
        'params': {'orig_freq': orig, 'new_freq': new, **options},
        'outputs': [{'name': 'out', 'dtype': 'float64', 'shape': list(y.shape), 'file': f'{FOLDER}/out/{name}.npy'}],
        'tolerance': {'rtol': 1e-9, 'atol': 1e-9},
    })
with open(f'{HERE}/cases.json', 'w') as f:
    json.dump(cases, f, indent=1)
    f.write('\n')
