"""Golden values of torchaudio.compliance.kaldi: python kaldi.py (needs torch, numpy and torchaudio's compliance/kaldi.py; float64 throughout).

Its `spectrogram`, and the options that kaldi-native-fbank does not have: a speaker's warp and energy beside linear bands. kaldi.py itself only
needs torchaudio for create_dct, which these do not use: TORCHAUDIO may name a folder in which the wheel was unpacked.
"""
import importlib.util
import json
import os
import sys
import types

import numpy as np
import torch

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.basename(HERE)
VERSION = 'torchaudio 2.0.2'
sys.modules['torchaudio'] = types.ModuleType('torchaudio')
spec = importlib.util.spec_from_file_location('kaldi', os.path.join(os.environ['TORCHAUDIO'], 'compliance/kaldi.py'))
kaldi = importlib.util.module_from_spec(spec)
spec.loader.exec_module(kaldi)

rng = np.random.default_rng(441)
y = 0.1 * rng.standard_normal(1501)
np.save(f'{HERE}/in/kaldi-noise.npy', y)
wave = torch.from_numpy(y * 32768)[None]

CASES = [
    ('spectrogram', 'spectrogram', {}),
    ('spectrogram_mirrored', 'spectrogram', dict(snip_edges=False, raw_energy=False, energy_floor=1e9)),
    ('spectrogram_odd', 'spectrogram', dict(round_to_power_of_two=False, window_type='hamming', frame_length=20.0, remove_dc_offset=False)),
    ('fbank_linear_energy', 'fbank', dict(use_energy=True, use_log_fbank=False)),
    ('fbank_warp_up', 'fbank', dict(vtln_warp=1.1)),
    ('fbank_warp_down', 'fbank', dict(vtln_warp=0.85, vtln_low=200.0, vtln_high=-1000.0, num_mel_bins=40, htk_compat=True, use_energy=True)),
]
cases = []
for name, function, options in CASES:
    out = getattr(kaldi, function)(wave, dither=0.0, **options).numpy()
    assert out.dtype == np.float64
    np.save(f'{HERE}/out/kaldi_{name}.npy', out)
    cases.append({
        'id': f'kaldi_{name}',
        'reference': f'torchaudio.compliance.kaldi.{function}',
        'version': VERSION,
        'inputs': {'waveform': {'dtype': 'float64', 'shape': list(y.shape), 'file': f'{FOLDER}/in/kaldi-noise.npy'}},
        'params': options,
        'outputs': [{'name': 'out', 'dtype': 'float64', 'shape': list(out.shape), 'file': f'{FOLDER}/out/kaldi_{name}.npy'}],
        'tolerance': {'rtol': 1e-9, 'atol': 1e-9},
    })
path = f'{HERE}/cases.json'
with open(path) as f:
    others = [c for c in json.load(f) if not c['id'].startswith('kaldi_')]
with open(path, 'w') as f:
    json.dump(others + cases, f, indent=1)
    f.write('\n')
