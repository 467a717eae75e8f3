"""What librosa answers where the shared goldens ask little: names, keys, svara, just intervals, and numbers in bulk.

python generate.py     (librosa 0.11.0, numpy) writes cases.json beside itself:
{"version": ..., "cases": {name: [[positional, keywords, answer], ...]}}
"""

import itertools
import json
import pathlib
import warnings

import librosa
import numpy as np

warnings.simplefilter("ignore")
rng = np.random.default_rng(20)
cases = {}


def plain(value):
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, np.generic):
        return value.item()
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    return value


def ask(name, *args, **kwargs):
    call = [np.asarray(a) if isinstance(a, list) else a for a in args]
    cases.setdefault(name, []).append([plain(list(args)), plain(kwargs), plain(getattr(librosa, name)(*call, **kwargs))])


styles = [dict(abbr=a, octave=o, unicode=u) for a, o, u in itertools.product([True, False], repeat=3)]
midi = np.round(np.arange(30, 100, 0.75), 2).tolist()
hz = np.round(np.exp(rng.uniform(np.log(30), np.log(9000), 60)), 3).tolist()
notes = ["C4", "c#4", "D♭3", "e!5", "F𝄪4", "Gbb4", "A-1", "B♮3", "C+2", "A4+20", "E3-45", "C4+50", "C#4+50", "g"]

for style in styles:
    ask("midi_to_svara_h", midi, Sa=60, **style)
    ask("midi_to_svara_c", midi, Sa=60, mela=29, **style)
ask("midi_to_svara_h", midi, Sa=61.3)
for mela in [1, 8, 15, 22, 36, 37, 45, 58, 72, "Kanakangi", "rasikapriya"]:
    ask("midi_to_svara_c", midi, Sa=57, mela=mela)
    ask("hz_to_svara_c", hz, Sa=261.6, mela=mela)
    ask("note_to_svara_c", notes, Sa="C4", mela=mela)
ask("hz_to_svara_h", hz, Sa=220.0)
ask("hz_to_svara_h", 440.0, Sa=220.0, abbr=False)
ask("note_to_svara_h", notes, Sa="G4+40")
ask("note_to_svara_h", "Eb5", Sa="D5", unicode=False)
for mela in list(range(1, 73)) + list(librosa.list_mela()):
    ask("mela_to_degrees", mela)
for mela in range(1, 73):
    ask("mela_to_svara", mela)
    ask("mela_to_svara", mela, abbr=False, unicode=False)
ask("list_mela")
ask("list_thaat")
for thaat in librosa.list_thaat():
    ask("thaat_to_degrees", thaat)

scales = "maj major min minor ion ionian dor dorian phr phryg phrygian lyd lydian mix mixolyd mixolydian aeo aeol aeolian loc locr locrian".split()
signs = ["", "#", "b", "##", "bb", "♯", "♭", "𝄪", "𝄫", "!", "#b", "n", "♮", "###", "bbb", "𝄪♯♯", "♭𝄫♭"]
for letter, sign, scale in itertools.product("CDEFGABf", signs, scales):
    key = f"{letter}{sign}:{scale}"
    ask("key_to_degrees", key)
    if len(scale) == 3:
        ask("key_to_notes", key)
    if scale in ("maj", "min", "loc", "lyd") and len(sign) < 3:
        ask("key_to_notes", key, unicode=False, natural=True)

for unison in ["C", "F", "B", "Eb", "G♯", "D𝄫", "a#b"]:
    for fifths in range(-24, 25):
        ask("fifths_to_note", unison=unison, fifths=fifths)
    ask("fifths_to_note", unison=unison, fifths=-17, unicode=False)

just = sorted(librosa.core.intervals.INTERVALS)
for unison in ["C", "F#", "Bb"]:
    ask("interval_to_fjs", just, unison=unison)
ask("interval_to_fjs", [j * 2.0 ** k for j, k in zip(just, itertools.cycle([-3, 0, 5]))], unicode=False)
for tolerance in [1.02, 1.04, 0.95, 1.1]:
    ask("interval_to_fjs", just[::3], tolerance=tolerance)
for intervals in ["ji3", "ji5", "ji7", "pythagorean"]:
    scale = librosa.interval_frequencies(36, fmin=55, intervals=intervals)
    ask("hz_to_fjs", scale.tolist())
    ask("hz_to_fjs", scale.tolist(), fmin=110.0, unison="Bb", unicode=True)

for n in [1, 2, 5, 7, 12, 17, 31, 53]:
    for sort in [True, False]:
        ask("pythagorean_intervals", bins_per_octave=n, sort=sort)
        ask("pythagorean_intervals", bins_per_octave=n, sort=sort, return_factors=True)
        for primes in [[3], [5], [3, 5], [5, 3], [3, 7], [3, 5, 7], [3, 5, 7, 11, 13]]:
            ask("plimit_intervals", primes=primes, bins_per_octave=n, sort=sort)
            ask("plimit_intervals", primes=primes, bins_per_octave=n, sort=sort, return_factors=True)
for intervals, n, sort in itertools.product(["equal", "pythagorean", "ji3", "ji5", "ji7", [1, 1.25, 1.5], [1.5, 1.1]], [1, 5, 12, 29], [True, False]):
    for bins in [7, 12]:
        ask("interval_frequencies", n, fmin=41.2, intervals=intervals, bins_per_octave=bins, sort=sort, tuning=0.1)

ask("note_to_midi", notes)
ask("note_to_midi", notes, round_midi=False)
ask("note_to_hz", notes)
ask("note_to_hz", notes, round_midi=False)
numbers = np.round(rng.uniform(0, 127, 80), 3).tolist() + [0, 0.5, 1.5, 60.29, 60.57, 61.5, 127]
for key, unicode in itertools.product(["C:maj", "F:maj", "G#:maj", "Cb:min", "D:dor"], [True, False]):
    ask("midi_to_note", numbers, key=key, unicode=unicode)
    ask("midi_to_note", numbers, key=key, unicode=unicode, cents=True)
    ask("midi_to_note", numbers, key=key, unicode=unicode, octave=False)
    ask("hz_to_note", hz, key=key, unicode=unicode, cents=True)
ask("hz_to_note", 443.0)

for htk in [True, False]:
    ask("hz_to_mel", [0.0] + hz, htk=htk)
    ask("mel_to_hz", np.round(rng.uniform(0, 60, 30), 3).tolist(), htk=htk)
    ask("mel_frequencies", 1, fmin=100.0, fmax=4000.0, htk=htk)
    ask("mel_frequencies", htk=htk)
for tuning, bins in [(0.0, 12), (0.3, 12), (-0.49, 36)]:
    ask("hz_to_octs", hz, tuning=tuning, bins_per_octave=bins)
    ask("octs_to_hz", [-1.5, 0.0, 3.3], tuning=tuning, bins_per_octave=bins)
    ask("cqt_frequencies", 20, fmin=32.7, tuning=tuning, bins_per_octave=bins)
ask("hz_to_midi", hz)
ask("midi_to_hz", numbers)
ask("A4_to_tuning", [415.0, 466.16, 440.0], bins_per_octave=36)
ask("tuning_to_A4", [-0.5, 0.0, 0.4], bins_per_octave=36)

frames = [0, 1, 2, 77, 1000, -3]
samples = [0, 1, 511, 512, 1023, 99999, -1, -513]
times = [0.0, 0.1, 1 / 3, 2.5, 61.7, -0.1]
for hop, n_fft in [(512, None), (160, 400), (1, 2048), (441, 1023)]:
    ask("frames_to_samples", frames, hop_length=hop, n_fft=n_fft)
    ask("frames_to_samples", [0.5, -0.7, 3.99], hop_length=hop, n_fft=n_fft)
    ask("samples_to_frames", samples, hop_length=hop, n_fft=n_fft)
    ask("samples_like", 9, hop_length=hop, n_fft=n_fft)
    for sr in [8000, 22050, 44100]:
        ask("frames_to_time", frames, sr=sr, hop_length=hop, n_fft=n_fft)
        ask("time_to_frames", times, sr=sr, hop_length=hop, n_fft=n_fft)
        ask("times_like", 9, sr=sr, hop_length=hop, n_fft=n_fft)
ask("time_to_samples", times, sr=44100)
ask("samples_to_time", samples, sr=44100)
ask("blocks_to_frames", [0, 3, 10], block_length=7)
ask("blocks_to_samples", [0, 3, 10], block_length=7, hop_length=300)
ask("blocks_to_time", [0, 3, 10], block_length=7, hop_length=300, sr=16000)
ask("fft_frequencies", sr=44100, n_fft=31)
ask("fourier_tempo_frequencies", sr=8000, win_length=33, hop_length=100)

for kind in "ABCDZ":
    ask("frequency_weighting", [0.0] + hz, kind=kind)
    ask("frequency_weighting", hz, kind=kind, min_db=-10.0)
    ask("frequency_weighting", hz, kind=kind.lower(), min_db=None)
x = np.concatenate([np.linspace(-1, 1, 41), rng.uniform(-1, 1, 60)]).tolist()
for mu in [1, 7, 15, 100, 255, 255.5, 65535]:
    ask("mu_compress", x, mu=mu)
    ask("mu_compress", x, mu=mu, quantize=False)
    ask("mu_expand", x, mu=mu, quantize=False)
    q = librosa.mu_compress(np.array(x), mu=mu)
    ask("mu_expand", q.tolist(), mu=mu)
power = np.exp(rng.uniform(-30, 3, 50)).tolist() + [0.0, -1.0]
for kwargs in [{}, {"ref": 0.01}, {"ref": -3.0, "top_db": 20.0}, {"ref": 0.0, "amin": 1e-3}, {"top_db": None}, {"top_db": 0.0}]:
    ask("power_to_db", power, **kwargs)
    ask("amplitude_to_db", power, **kwargs)
    ask("power_to_db", 0.02, **kwargs)
ask("db_to_power", [-33.3, 0.0, 12.5], ref=0.5)
ask("db_to_amplitude", [-33.3, 0.0, 12.5], ref=0.5)

out = pathlib.Path(__file__).with_name("cases.json")
lines = []
for name, asked in cases.items():
    rows = ",\n".join(json.dumps(c, ensure_ascii=False, separators=(",", ":")) for c in asked)
    lines.append(f'"{name}": [\n{rows}\n]')
out.write_text(f'{{"version": "librosa {librosa.__version__}, numpy {np.__version__}", "cases": {{\n' + ",\n".join(lines) + "\n}}\n")
print(sum(map(len, cases.values())), "cases")
