"""Golden values of scipy.signal (filter design, filtering, peaks), librosa.lpc, torchaudio (biquads, loudness, sliding CMN, LFCC, noise)
and pyloudnorm: python generate.py (needs scipy, librosa, torchaudio, pyloudnorm, mpmath)."""
import json
import os

import librosa
import mpmath
import numpy as np
import pyloudnorm
import scipy
import torch
import torchaudio
from scipy import signal

HERE = os.path.dirname(os.path.abspath(__file__))
VERSIONS = {
    'scipy': f'scipy {scipy.__version__}',
    'librosa': f'librosa {librosa.__version__}',
    'torchaudio': f'torchaudio {torchaudio.__version__}',
    'pyloudnorm': 'pyloudnorm 0.2.0',
    'itu': 'ITU-R BS.1770-4',
}
torch.set_default_dtype(torch.float64)
rng = np.random.default_rng(23)
cases = []


def entry(value):
    a = np.asarray(value)
    if a.dtype.kind == 'c':
        pairs = np.stack([a.real, a.imag], -1).reshape(-1, 2).tolist()
        return {'dtype': 'complex128', 'shape': list(a.shape), 'value': [{'re': re, 'im': im} for re, im in pairs]}
    kind = {'f': 'float64', 'i': 'int64', 'b': 'bool'}[a.dtype.kind]
    return {'dtype': kind, 'shape': list(a.shape), 'value': a.tolist()}


def case(reference, inputs, params, outputs, note=''):
    one = {
        'id': f'{reference.split(".")[-1]}_{sum(c["reference"] == reference for c in cases)}',
        'reference': reference,
        'version': VERSIONS[reference.split('.')[0]],
        'inputs': {k: entry(v) for k, v in inputs.items()},
        'params': params,
        'outputs': [{'name': k, **entry(v)} for k, v in outputs.items()],
        'tolerance': {'rtol': 1e-9, 'atol': 1e-9},
    }
    cases.append({**one, 'note': note} if note else one)


def noise(*shape):
    return np.round(rng.standard_normal(shape), 4)


def designs():
    families = [('butter', {}), ('cheby1', {'rp': 0.5}), ('cheby2', {'rs': 50}), ('ellip', {'rp': 0.2, 'rs': 60})]
    bands = [('lowpass', 0.03), ('highpass', 0.7), ('bandpass', [0.1, 0.35]), ('bandstop', [0.41, 0.47])]
    for name, ripple in families:
        design = getattr(signal, name)
        for n in [1, 2, 3, 5, 8, 12]:
            for btype, wn in bands:
                if n in (2, 5) and btype in ('highpass', 'bandstop'):
                    continue
                sos = design(n, *ripple.values(), wn, btype=btype, output='sos')
                case(f'scipy.signal.{name}', {}, {'N': n, 'Wn': wn, 'btype': btype, 'output': 'sos', **ripple}, {'sos': sos})
        for btype, wn in bands:
            b, a = design(3, *ripple.values(), wn, btype=btype, output='ba')
            case(f'scipy.signal.{name}', {}, {'N': 3, 'Wn': wn, 'btype': btype, 'output': 'ba', **ripple}, {'b': b, 'a': a})
            z, p, k = design(4, *ripple.values(), wn, btype=btype, output='zpk')
            zpk = {'z': np.asarray(z, complex), 'p': np.asarray(p, complex), 'k': k}
            case(f'scipy.signal.{name}', {}, {'N': 4, 'Wn': wn, 'btype': btype, 'output': 'zpk', **ripple}, zpk)
    for n, rp, rs in [(6, 3, 40), (9, 0.01, 90), (12, 1, 40), (10, 0.001, 120), (4, 0.1, 0.2)]:
        sos = signal.ellip(n, rp, rs, 0.3, output='sos')
        case('scipy.signal.ellip', {}, {'N': n, 'rp': rp, 'rs': rs, 'Wn': 0.3, 'output': 'sos'}, {'sos': sos})
    for w0, q, fs in [(0.3, 5, None), (60, 30, 1000), (3999, 2000, 8000)]:
        for name in ['iirnotch', 'iirpeak']:
            params = {'w0': w0, 'Q': q, **({'fs': fs} if fs else {})}
            b, a = getattr(signal, name)(**params)
            case(f'scipy.signal.{name}', {}, params, {'b': b, 'a': a})


def roots():
    for z, p, k in [
        ([-1, -1, -1], [0.5, 0.6 + 0.3j, 0.6 - 0.3j], 0.1),
        ([], [0.9j, -0.9j, 0.2, -0.4, 0.1], 2.0),
        ([0.3 + 0.9j, 0.3 - 0.9j, 1, -1], [0.2], 1.5),
        ([1j, -1j, 0.5 + 0.5j, 0.5 - 0.5j, 0.99, -0.3], [0.98 + 0.1j, 0.98 - 0.1j, 0.5, 0.6, 0.7, -0.8], -3.0),
        ([], [], 4.0),
    ]:
        sos = signal.zpk2sos(z, p, k)
        case('scipy.signal.zpk2sos', {'z': np.array(z, complex), 'p': np.array(p, complex)}, {'k': k}, {'sos': sos})
    for b, a in [
        ([1.0, 2.0, 3.0], [1.0, -0.5]),
        ([2.0, -0.3, 0.1, 0.4, 0.05], [4.0, -1.0, 0.3, 0.2]),
        ([1.0], [1.0, -0.2, 0.5, -0.1, 0.04]),
        ([1.0, -0.5, 0.0, 0.0], [1.0, 0.1, 0.2, 0.3]),
        (np.poly([0.5, -0.7, 0.9j, -0.9j, 0.2]), np.poly([0.8, 0.3 + 0.4j, 0.3 - 0.4j, -0.6, 0.1, 0.75])),
    ]:
        b, a = np.asarray(b), np.asarray(a)
        case('scipy.signal.tf2sos', {'b': b, 'a': a}, {}, {'sos': signal.tf2sos(b, a)})


def running():
    x, xs = noise(60), noise(2, 60)
    b, a = signal.butter(5, 0.3)
    sos = signal.ellip(6, 0.5, 50, [0.2, 0.5], btype='band', output='sos')
    fir = noise(6)
    for coefficients in [(b, a), (fir, np.array([2.0])), (np.array([3.0]), np.array([1.5])), (np.array([1.0, 0.3]), np.array([1.0, -0.2])),
                         (np.array([0.4]), np.array([0.5, -0.1, 0.2, 0.05])), (fir, np.array([1.0, -0.9]))]:
        order = max(map(len, coefficients)) - 1
        zi = noise(order)
        y, zf = signal.lfilter(*coefficients, x, zi=zi)
        case('scipy.signal.lfilter', {'b': coefficients[0], 'a': coefficients[1], 'x': x, 'zi': zi}, {}, {'y': y, 'zf': zf})
        if order:
            case('scipy.signal.lfilter_zi', {'b': coefficients[0], 'a': coefficients[1]}, {}, {'zi': signal.lfilter_zi(*coefficients)})
        for params in [{}, {'padtype': 'even'}, {'padtype': 'constant', 'padlen': 7}, {'padtype': None}, {'padlen': 0}]:
            if order == 0 or (params and len(params) < 2 and order < 5):  # scipy cannot run order 0
                continue
            case('scipy.signal.filtfilt', {'b': coefficients[0], 'a': coefficients[1], 'x': x}, params,
                 {'y': signal.filtfilt(*coefficients, x, **params)})
    for bank in [sos, sos[:1], signal.butter(3, 0.4, output='sos'), signal.butter(7, 0.1, 'high', output='sos')]:
        zi = noise(2, len(bank), 2)
        y, zf = signal.sosfilt(bank, xs, zi=zi.transpose(1, 0, 2))
        case('scipy.signal.sosfilt', {'sos': bank, 'x': xs, 'zi': zi}, {}, {'y': y, 'zf': zf.transpose(1, 0, 2)},
             'zi and zf are transposed to [channels, sections, 2]')
        case('scipy.signal.sosfilt_zi', {'sos': bank}, {}, {'zi': signal.sosfilt_zi(bank)})
        for params in [{}, {'padtype': 'even', 'padlen': 11}, {'padtype': 'constant'}, {'padtype': None}]:
            case('scipy.signal.sosfiltfilt', {'sos': bank, 'x': xs}, params, {'y': signal.sosfiltfilt(bank, xs, **params)})
    for params in [{'worN': 9}, {'worN': 8, 'whole': True}, {'worN': 7, 'include_nyquist': True}, {'worN': [0.0, 1.0, 3.0]},
                   {'worN': [10.0, 440.0, 3999.0], 'fs': 8000}]:
        w, h = signal.freqz(b, a, **params)
        case('scipy.signal.freqz', {'b': b, 'a': a}, params, {'w': np.asarray(w, float), 'h': h})
        if 'include_nyquist' not in params:
            w, h = signal.freqz_sos(sos, **params)
            case('scipy.signal.freqz_sos', {'sos': sos}, params, {'w': np.asarray(w, float), 'h': h})
    for params in [{'q': 3}, {'q': 4, 'n': 4}, {'q': 2, 'zero_phase': False}, {'q': 3, 'ftype': 'fir'}, {'q': 2, 'n': 10, 'ftype': 'fir', 'zero_phase': False}]:
        case('scipy.signal.decimate', {'x': xs}, params, {'y': signal.decimate(xs, **params)})
    for params in [{'numtaps': 33, 'freq': [0, 0.3, 0.3, 1], 'gain': [1, 1, 0, 0.5]}, {'numtaps': 20, 'freq': [0, 100, 500], 'gain': [0, 2, 0], 'fs': 1000},
                   {'numtaps': 15, 'freq': [0, 0.5, 0.5, 1], 'gain': [0, 1, 3, 1], 'nfreqs': 129, 'window': 'hann'}]:
        case('scipy.signal.firwin2', {}, params, {'h': signal.firwin2(**params)})
    for params in [{'numtaps': 21, 'cutoff': [100.0, 200.0], 'fs': 1000, 'pass_zero': 'bandpass', 'window': 'hann'},
                   {'numtaps': 15, 'cutoff': 0.5, 'pass_zero': 'highpass'}, {'numtaps': 31, 'cutoff': [0.2, 0.4, 0.6], 'window': ['kaiser', 6.0]}]:
        call = {**params, 'window': tuple(params['window']) if isinstance(params.get('window'), list) else params.get('window', 'hamming')}
        case('scipy.signal.firwin', {}, params, {'h': signal.firwin(**call)})
    for ripple, width in [(65, 0.1), (30, 0.02), (15, 0.3), (120, 0.01)]:
        n, beta = signal.kaiserord(ripple, width)
        case('scipy.signal.kaiserord', {}, {'ripple': ripple, 'width': width}, {'numtaps': n, 'beta': beta})


def shapes():
    for n, length in [(7, None), (12, None), (12, 9), (7, 16), (1, None)]:
        x = noise(2, n)
        case('scipy.signal.hilbert', {'x': x}, {'N': length} if length else {}, {'z': signal.hilbert(x, N=length, axis=-1)})
    x = np.round(noise(40), 1)
    for size in [1, 3, 9, 39, 61]:
        with np.errstate(all='ignore'):
            case('scipy.signal.medfilt', {'x': x}, {'kernel_size': size}, {'y': signal.medfilt(x, size)})
    ragged = np.round(np.cumsum(noise(160)), 1)
    flat = np.round(noise(160))
    for params in [{}, {'prominence': 1.2}, {'prominence': [0.5, 3], 'wlen': 21}, {'width': [1, 9], 'rel_height': 0.7}, {'height': [None, 1]},
                   {'threshold': [0.1, 1.5]}, {'plateau_size': [2, 3]}, {'plateau_size': 1, 'width': 0, 'prominence': [0.2, None], 'height': 0}]:
        for curve in [ragged, flat]:
            peaks, properties = signal.find_peaks(curve, **{k: tuple(v) if isinstance(v, list) else v for k, v in params.items()})
            case('scipy.signal.find_peaks', {'x': curve}, params, {'peaks': peaks, **properties})
    distinct = ragged + np.arange(160) * 1e-3
    for distance in [1, 4.5, 20]:
        peaks, _ = signal.find_peaks(distinct, distance=distance)
        case('scipy.signal.find_peaks', {'x': distinct}, {'distance': distance}, {'peaks': peaks})
    for order, y in [(1, noise(5)), (4, noise(2, 50)), (20, np.cos(np.arange(64) * 0.4) + 0.1 * noise(64))]:
        case('librosa.lpc', {'y': y}, {'order': order}, {'a': librosa.lpc(y, order=order)})


def torchaudio_cases():
    f = torchaudio.functional
    x = noise(80) * 0.2
    tensor = torch.from_numpy(x)
    for name, params in [
        ('lowpass_biquad', {'cutoff_freq': 900.0}), ('lowpass_biquad', {'cutoff_freq': 3000.0, 'Q': 4.0}), ('highpass_biquad', {'cutoff_freq': 900.0}),
        ('bandpass_biquad', {'central_freq': 900.0, 'Q': 2.0}), ('bandpass_biquad', {'central_freq': 900.0, 'Q': 2.0, 'const_skirt_gain': True}),
        ('bandreject_biquad', {'central_freq': 900.0}), ('allpass_biquad', {'central_freq': 900.0}), ('band_biquad', {'central_freq': 900.0}),
        ('band_biquad', {'central_freq': 900.0, 'noise': True}), ('equalizer_biquad', {'center_freq': 900.0, 'gain': 6.0}),
        ('equalizer_biquad', {'center_freq': 900.0, 'gain': -9.0, 'Q': 3.0}), ('bass_biquad', {'gain': 12.0}), ('treble_biquad', {'gain': 20.0}),
        ('treble_biquad', {'gain': -12.0, 'central_freq': 1500.0, 'Q': 1.0}),
    ]:
        y = getattr(f, name)(tensor, 8000, **params).numpy()
        case(f'torchaudio.functional.{name}', {'y': x}, {'sample_rate': 8000, **params}, {'y': y}, 'cut off at 1 and -1')
    for name, rates in [('deemph_biquad', [44100, 48000]), ('riaa_biquad', [44100, 48000, 88200, 96000])]:
        for rate in rates:
            case(f'torchaudio.functional.{name}', {'y': x}, {'sample_rate': rate}, {'y': getattr(f, name)(tensor, rate).numpy()}, 'cut off at 1 and -1')
    v = noise(2, 80)
    xs = noise(2, 80)
    y = f.add_noise(torch.from_numpy(xs), torch.from_numpy(v), torch.tensor([10.0, -3.0])).numpy()
    case('torchaudio.functional.add_noise', {'y': xs, 'noise': v}, {'snr': [10.0, -3.0]}, {'y': y})
    features = noise(2, 3, 25) + 40
    for params in [{}, {'cmn_window': 6, 'min_cmn_window': 4}, {'cmn_window': 7, 'center': True}, {'cmn_window': 6, 'min_cmn_window': 9, 'norm_vars': True},
                   {'cmn_window': 8, 'center': True, 'norm_vars': True}, {'cmn_window': 40, 'center': True}]:
        y = f.sliding_window_cmn(torch.from_numpy(features.transpose(0, 2, 1).copy()), **params).numpy().transpose(0, 2, 1)
        case('torchaudio.functional.sliding_window_cmn', {'S': features}, params, {'y': y}, 'transposed to [channels, bins, frames]')
    wave = noise(700) * 0.1
    for params in [{'n_lfcc': 6, 'n_filter': 12}, {'n_lfcc': 5, 'n_filter': 9, 'f_min': 300.0, 'f_max': 3500.0, 'log_lf': True, 'norm': None}]:
        transform = torchaudio.transforms.LFCC(8000, **params, speckwargs={'n_fft': 128, 'hop_length': 100})
        case('torchaudio.transforms.LFCC', {'y': wave}, {'sample_rate': 8000, **params, 'n_fft': 128, 'hop_length': 100, 'pad_mode': 'reflect'},
             {'y': transform(torch.from_numpy(wave)).numpy()})


def wave(channels, samples, rate, seed):
    """Integers from a congruential generator, the same in every language, with a swell, so that the gates have work."""
    state = seed
    x = np.empty((channels, samples))
    for n in range(samples):
        swell = 0.002 + 0.6 * (n % rate) / rate if (n // (2 * rate)) % 2 == 0 else 1e-5
        for c in range(channels):
            state = (1103515245 * state + 12345) % 2147483648
            x[c, n] = swell * (state / 1073741824 - 1)
    return x


def loudness_cases():
    for channels, rate in [(1, 48000), (2, 44100), (5, 8000), (2, 16000)]:
        x = wave(channels, 5 * rate // 2, rate, channels + rate)
        params = {'channels': channels, 'sample_rate': rate, 'samples': x.shape[1], 'seed': channels + rate}
        value = torchaudio.functional.loudness(torch.from_numpy(x), rate).item()
        case('torchaudio.functional.loudness', {}, params, {'lufs': value}, 'the signal is that of wave() in generate.py')
        if rate == 48000:
            value = pyloudnorm.Meter(rate, filter_class='DeMan').integrated_loudness(x.T)
            case('pyloudnorm.Meter.integrated_loudness', {}, {**params, 'filter_class': 'DeMan'}, {'lufs': value}, 'as above')


def k_weighting():
    """Undoes the bilinear transform of the filters that BS.1770-4 gives for 48 kHz, and warps them to other rates."""
    mp = mpmath.mp
    mp.dps = 40
    tables = [(['1.53512485958697', '-2.69169618940638', '1.19839281085285'], ['1', '-1.69065929318241', '0.73248077421585']),
              (['1', '-2', '1'], ['1', '-1.99004745483398', '0.99007225036621'])]

    def analogue(c):
        c = [mp.mpf(v) for v in c]
        return [c[0] + c[1] + c[2], 2 * (c[0] - c[2]), c[0] - c[1] + c[2]]

    def bilinear(b, a, rate):
        top, bottom = analogue(b), analogue(a)
        k0 = mp.sqrt(bottom[0] / bottom[2])
        f0 = 48000 / mp.pi * mp.atan(k0)
        ratio = mp.tan(mp.pi * f0 / rate) / k0
        warp = [ratio * ratio, ratio, mp.mpf(1)]
        digital = []
        for c in (top, bottom):
            c = [v * s for v, s in zip(c, warp)]
            digital.append([c[0] + c[1] + c[2], 2 * (c[0] - c[2]), c[0] - c[1] + c[2]])
        if rate == 48000:
            q = k0 * bottom[2] / bottom[1]
            print('frequency', mp.nstr(f0, 17), 'q', mp.nstr(q, 17), 'high', mp.nstr(top[2] / bottom[2], 17), 'middle',
                  mp.nstr(top[1] / bottom[1], 17), 'low', mp.nstr(top[0] / bottom[0], 17))
        return [v / digital[1][0] for c in digital for v in c], f0

    def matched(b, a, rate):
        """Poles by e^(s T), numerator by its power at three frequencies (Vicanek)."""
        b, a = [mp.mpf(v) for v in b], [mp.mpf(v) for v in a]
        pole = (-a[1] + mp.sqrt(mp.mpc(a[1] ** 2 - 4 * a[2]))) / 2
        print('pole angle', mp.nstr(abs(mp.arg(pole)), 17))
        moved = mp.exp(mp.log(pole) * 48000 / rate)
        new = [mp.mpf(1), -2 * moved.real, abs(moved) ** 2]
        at = lambda c, turns: abs(sum(v * mp.expjpi(-2 * turns * i) for i, v in enumerate(c))) ** 2
        f = [mp.mpf(0), min(bilinear(b, a, rate)[1], mp.mpf(rate) / 4), mp.mpf(rate) / 2]
        want = [at(b, v / 48000) / at(a, v / 48000) * at(new, v / rate) for v in f]
        # |B|^2 = r0 + 2 r1 cos w + 2 r2 cos 2w: the correlations r, then the numerator with zeros inside the unit circle
        rows = mp.matrix([[1, 2 * mp.cospi(2 * v / rate), 2 * mp.cospi(4 * v / rate)] for v in f])
        r0, r1, r2 = mp.lu_solve(rows, mp.matrix(want))
        zeros = sorted(mp.polyroots([r2, r1, r0, r1, r2], maxsteps=200, extraprec=200), key=abs)[:2]
        poly = [mp.mpf(1), -(zeros[0] + zeros[1]).real, (zeros[0] * zeros[1]).real]
        scale = mp.sqrt(want[0]) / abs(sum(poly))
        return [scale * v for v in poly] + new

    for rate in [48000, 44100, 16000, 8000, 192000]:
        shelf = matched(*tables[0], rate) if rate < 48000 else bilinear(*tables[0], rate)[0]
        rows = [[float(v) for v in row] for row in (shelf, bilinear(*tables[1], rate)[0])]
        case('itu.k_weighting', {}, {'rate': rate}, {'sos': np.array(rows)})


designs()
roots()
running()
shapes()
torchaudio_cases()
loudness_cases()
k_weighting()
with open(f'{HERE}/cases.json', 'w') as file:
    file.write('[\n' + ',\n'.join(json.dumps(c, separators=(',', ':')) for c in cases) + '\n]\n')
print(len(cases), 'cases', os.path.getsize(f'{HERE}/cases.json'), 'bytes')
