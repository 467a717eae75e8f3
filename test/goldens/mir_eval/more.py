"""More cases of mir_eval 0.8.2 than cases.json has: `python more.py > more.json`. Random, short, and full of ties and gaps."""
import json
import warnings

import mir_eval
import numpy as np

warnings.simplefilter("ignore")
rng = np.random.default_rng(8)
cases = {}


def plain(x):
    if isinstance(x, dict):
        return [plain(v) for v in x.values()]
    if isinstance(x, (list, tuple)):
        return [plain(v) for v in x]
    if isinstance(x, np.ndarray):
        return plain(x.tolist())
    if isinstance(x, (bool, np.bool_)):
        return bool(x)
    return float(x) if isinstance(x, (int, float, np.number)) else x


def add(name, args, options, answer):
    cases.setdefault(name, []).append({"args": plain(args), "options": options, "answer": plain(answer)})


def times(n, span, jitter=0.0):
    return np.round(np.sort(rng.uniform(0, span, n)) + jitter, 3)


for k in range(6):
    ref, est = times(30, 6), times(25, 6)
    window = [0.05, 0.1, 0.3][k % 3]
    add("onset.f_measure", [ref, est], {"window": window}, mir_eval.onset.f_measure(ref, est, window=window))

beat = mir_eval.beat
for k in range(10):
    n = [24, 24, 24, 3, 2, 5, 40, 24, 24, 24][k]
    ref = np.round(np.cumsum(rng.normal(0.5, 0.03, n)), 3)
    est = [
        ref + rng.normal(0, 0.03, n),
        ref[::2] + rng.normal(0, 0.02, len(ref[::2])),
        ref - 0.25,
        ref + 0.02,
        np.array([0.1, 0.9, 1.3]),
        np.array([0.2, 0.7]),
        np.sort(rng.uniform(0, 20, 30)),
        np.sort(np.concatenate([ref, ref[:-1] + 0.25])),
        np.concatenate([ref[:7], ref[9:15], ref[16:]]),
        np.round(ref * 2) / 2,
    ][k]
    est = np.round(np.sort(np.maximum(est, 0)), 3)
    for name, f in [
        ("f_measure", beat.f_measure), ("cemgil", beat.cemgil), ("goto", beat.goto), ("p_score", beat.p_score),
        ("continuity", beat.continuity), ("information_gain", beat.information_gain), ("evaluate", beat.evaluate),
    ]:
        add("beat." + name, [ref, est], {}, f(ref.copy(), est.copy()))

for k in range(8):
    t = np.arange(60) * 0.01
    ref = np.where(rng.random(60) < 0.7, 220 * 2 ** (rng.normal(0, 0.1, 60)), 0)
    n = [60, 45, 61, 30, 60, 50, 60, 60][k]
    te = np.round(np.arange(n) * [0.01, 0.013, 0.0103, 0.02, 0.01, 0.012, 0.01, 0.01][k] + [0, 0, 0.004, 0, 0, 0.01, 0, 0][k], 4)
    est = 220 * 2 ** (rng.normal(0, 0.1, n)) * np.where(rng.random(n) < 0.2, 2, 1) * rng.choice([1, 1, 1, -1, 0], n)
    ref, est = np.round(ref, 2), np.round(est, 2)
    o = [{}, {}, {"kind": "nearest"}, {"kind": "zero"}, {"hop": 0.005}, {"cent_tolerance": 120}, {}, {"hop": 0.02, "kind": "nearest"}][k]
    if k == 6:
        voicing, reward = np.round(rng.random(60), 2), np.round(rng.random(60), 2)
        answer = mir_eval.melody.evaluate(t, ref, te, est, voicing.copy(), reward.copy())
        o = {"est_voicing": plain(voicing), "ref_reward": plain(reward)}
    else:
        answer = mir_eval.melody.evaluate(t, ref, te, est, **o)
    add("melody.evaluate", [t, ref, te, est], o, answer)

for k in range(4):
    def frames(n):
        return [np.round(220 * 2 ** (rng.integers(0, 20, rng.integers(0, 5)) / 12 + rng.normal(0, 0.02)), 2) for _ in range(n)]
    t = np.arange(20) * 0.05
    te = [t, np.arange(27) * 0.04, np.arange(5) * 0.15 + 0.2, t][k]
    ref, est = frames(20), frames(len(te))
    o = {"window": 1.0} if k == 3 else {}
    add("multipitch.evaluate", [t, ref, np.round(te, 3), est], o, mir_eval.multipitch.evaluate(t, ref, np.round(te, 3), est, **o))


def segments(n, end, first=0.0):
    cuts = np.round(np.concatenate([[first], np.sort(rng.uniform(first + 0.1, end - 0.1, n - 1)), [end]]), 2)
    return np.stack([cuts[:-1], cuts[1:]], 1), [str(x) for x in rng.choice(list("ABCab"), n)]


for k in range(6):
    (ri, rl), (ei, el) = segments(7, 20.0), segments([5, 9, 2, 12, 6, 7][k], [20.0, 20.0, 20.0, 18.5, 23.0, 20.0][k], [0, 0, 0, 0.7, 0, 0][k])
    o = {"frame_size": 0.25, "beta": 2.0} if k == 5 else {}
    add("segment.evaluate", [ri, rl, ei, el], o, mir_eval.segment.evaluate(ri.copy(), list(rl), ei.copy(), list(el), **o))
    add("segment.deviation", [ri, ei], {}, mir_eval.segment.deviation(ri, ei))

labels = ["C", "C:maj", "A:min7", "G:7", "Bb:maj7/5", "F#:min/b3", "N", "X", "D:sus4", "E:(1,b3,5)", "Db:maj(9)", "C:min(*5)", "G:9", "Ab:13",
          "B:hdim7", "Cb:dim7/bb7", "E:5", "F:1", "C:aug", "D:min6", "G:7/7", "A:sus2/2", "Ebb:minmaj7", "F##:maj6", "C:(3,5,b7)", "C:maj/9",
          "N", "C:min11", "C:7(b9,13)"]
chord = mir_eval.chord
for rule in ["thirds", "thirds_inv", "triads", "triads_inv", "tetrads", "tetrads_inv", "root", "mirex", "majmin", "majmin_inv", "sevenths", "sevenths_inv"]:
    ref = list(rng.choice(labels, 60)) + labels
    est = list(rng.choice(labels, 60)) + labels
    est[::7] = ref[::7]
    ref, est = [str(x) for x in ref], [str(x) for x in est]
    add("chord." + rule, [ref, est], {}, getattr(chord, rule)(ref, est))
for fold in (False, True):
    for label in labels + ["C:" + q for q in chord.QUALITIES if q]:
        r, notes, b = chord.encode(label, reduce_extended_chords=fold)
        add("chord.encode", [label], {"reduce_extended_chords": fold}, [r, *notes, b])
for k in range(4):
    ri, _ = segments(8, 12.0, 0.5)
    ei, _ = segments(9, [12.0, 10.0, 14.0, 12.0][k], [0.5, 1.0, 0.0, 0.5][k])
    rl, el = [str(x) for x in rng.choice(labels, 8)], [str(x) for x in rng.choice(labels, 9)]
    rl[3], el[4] = rl[2], el[5] = rl[2], rl[2]
    add("chord.evaluate", [ri, rl, ei, el], {}, chord.evaluate(ri.copy(), list(rl), ei.copy(), list(el)))

for k in range(6):
    def notes(n, span):
        start = np.round(rng.uniform(0, span, n), 2)
        return np.stack([start, np.round(start + rng.uniform(0.05, 0.6, n), 2)], 1), np.round(440 * 2 ** (rng.integers(-2, 3, n) / 12), 2)
    (ri, rp), (ei, ep) = notes(40, 2.0), notes(35, 2.0)
    o = [{}, {"onset_tolerance": 0.2}, {"strict": True}, {"offset_ratio": None}, {"pitch_tolerance": 100.0, "beta": 0.5}, {"onset_tolerance": 0.3, "offset_ratio": 0.8}][k]
    add("transcription.evaluate", [ri, rp, ei, ep], o, mir_eval.transcription.evaluate(ri, rp, ei, ep, **o))

for k in range(2):
    n = [2, 1][k]
    s = np.round(rng.normal(0, 1, (n, 700)), 3)
    s[:, 1:] += 0.7 * s[:, :-1]
    mix = rng.permutation(n)
    e = np.round(s[mix] + 0.3 * rng.normal(0, 1, (n, n)) @ s + 0.05 * rng.normal(0, 1, s.shape), 4)
    s = np.round(s, 4)
    add("separation.bss_eval_sources", [s, e], {}, mir_eval.separation.bss_eval_sources(s, e))

keys = ["C major", "c minor", "Eb major", "A minor", "G# minor", "F major", "X", "D other", "d minor", "G major"]
for r in keys:
    for e in keys:
        add("key.weighted_score", [r, e], {}, mir_eval.key.weighted_score(r, e))

for r, w, e in [([60, 120], 0.3, [61, 119]), ([60, 120], 0.3, [120, 240]), ([0, 120], 0.3, [0, 120]), ([90, 180], 1.0, [10, 97.2]), ([90, 0], 0.5, [0, 0])]:
    add("tempo.detection", [np.array(r), np.array(e)], {"reference_weight": w}, mir_eval.tempo.detection(np.array(r), w, np.array(e)))

print('{"version": "mir_eval %s", "cases": {' % mir_eval.__version__)
print(",\n".join(json.dumps(k) + ": [\n" + ",\n".join(json.dumps(c, separators=(",", ":")).replace("Infinity", '"Infinity"') for c in v) + "\n]" for k, v in cases.items()))
print("}}")
