"""What scikit-learn answers where the shared goldens ask little.

    python generate.py      (scikit-learn 1.9.1, numpy, scipy) writes more.json beside itself:
    {"version": ..., "cases": {name: [{"args": [...], "options": {...}, "answer": ...}, ...]}}

Arrays are nested lists; infinities are the strings "Infinity" and "-Infinity".
"""
import json
import pathlib
import warnings

import numpy as np
import sklearn
from scipy.interpolate import interp1d
from scipy.optimize import brentq
from sklearn import decomposition, metrics, model_selection, neighbors, preprocessing

warnings.simplefilter("ignore")
rng = np.random.default_rng(440)
cases = {}


def plain(v):
    if isinstance(v, np.ndarray):
        return plain(v.tolist())
    if isinstance(v, np.generic):
        return plain(v.item())
    if isinstance(v, (list, tuple)):
        return [plain(x) for x in v]
    if isinstance(v, dict):
        return {str(k): plain(x) for k, x in v.items()}
    if isinstance(v, float) and np.isinf(v):
        return "Infinity" if v > 0 else "-Infinity"
    return v


def keep(name, args, options, answer):
    cases.setdefault(name, []).append({"args": plain(list(args)), "options": plain(options), "answer": plain(answer)})


def ask(name, *args, names=None, **options):
    answer = getattr(metrics, name)(*args, **options)
    if names:
        answer = dict(zip(names, answer))
    keep(name, args, options, answer)


def labels(n, classes, flip=0.4):
    truth = rng.choice(classes, n)
    guess = np.where(rng.random(n) < flip, rng.choice(classes, n), truth)
    return truth, guess


# ------------------------------------------------------------------ classes
WORDS = np.array(["yes", "no", "stop", "\U0001f40d snake", "\uff5e", "zebra crossing ahead"])
several = [(rng.integers(0, 2, (25, 4)), rng.integers(0, 2, (25, 4))) for _ in range(3)]
several.append((np.array([[1, 0, 0], [0, 0, 1], [0, 0, 0]]), np.array([[1, 0, 0], [1, 0, 0], [0, 0, 0]])))
single = [labels(n, c) for n, c in [(40, np.arange(4)), (31, WORDS), (9, np.array([-3, 7, 100])), (8, np.arange(8)), (60, WORDS[:3]), (16, np.arange(2))]]
binary = [labels(n, np.arange(2)) for n in (10, 33)] + [(np.zeros(5, int), np.zeros(5, int)), (np.ones(4, int), np.zeros(4, int))]

PRFS = ["precision", "recall", "fscore", "support"]
for truth, guess in single + binary + several:
    averages = ["macro", "micro", "weighted"] + (["samples"] if truth.ndim == 2 else [])
    for average in averages:
        for options in [{}, {"zero_division": 1}, {"beta": 2.0}, {"beta": 0.0}]:
            ask("precision_recall_fscore_support", truth, guess, names=PRFS, average=average, **options)
    ask("precision_recall_fscore_support", truth, guess, names=PRFS)
    ask("precision_recall_fscore_support", truth, guess, names=PRFS, zero_division=1, beta=0.5)
    present = np.arange(truth.shape[1]) if truth.ndim == 2 else np.unique([truth, guess])
    some = present[::-1][:2]
    ask("precision_recall_fscore_support", truth, guess, names=PRFS, labels=some)
    ask("precision_recall_fscore_support", truth, guess, names=PRFS, labels=some, average="micro")
    for options in [{}, {"digits": 4}, {"digits": 0}, {"zero_division": 1, "digits": 3}, {"labels": some}, {"labels": present[::-1]},
                    {"target_names": [f"class number {i}" for i in range(len(present))]}]:
        ask("classification_report", truth, guess, **options)
    ask("accuracy_score", truth, guess)
    ask("accuracy_score", truth, guess, normalize=False)
    ask("hamming_loss", truth, guess)
    if truth.ndim == 2:
        continue
    for options in [{}, {"normalize": "true"}, {"normalize": "pred"}, {"normalize": "all"}]:
        ask("confusion_matrix", truth, guess, **options)
        if np.isin(truth, some).any():
            ask("confusion_matrix", truth, guess, labels=some, **options)
    ask("balanced_accuracy_score", truth, guess)
    if len(np.unique(truth)) > 1:
        ask("balanced_accuracy_score", truth, guess, adjusted=True)
    if len(present) > 1 and truth.tolist() != [1, 1, 1, 1]:
        for weights in [None, "linear", "quadratic"]:
            ask("cohen_kappa_score", truth, guess, weights=weights)
for truth, guess in binary:
    for name in ["precision_score", "recall_score", "f1_score"]:
        ask(name, truth, guess)
        ask(name, truth, guess, pos_label=0, zero_division=1)
    ask("fbeta_score", truth, guess, beta=2.0)
yes, no = labels(20, WORDS[:2])
for name in ["precision_score", "recall_score", "f1_score"]:
    ask(name, yes, no, pos_label="yes")
    ask(name, *single[1], average=None)
    ask(name, *single[1], average="weighted")

# ------------------------------------------------------------------ scores
ROC, PR, DET = ["fpr", "tpr", "thresholds"], ["precision", "recall", "thresholds"], ["fpr", "fnr", "thresholds"]
scored = [(np.r_[0, 1, rng.integers(0, 2, n)], np.r_[0.5, 0.5, rng.random(n)]) for n in (1, 5, 40, 70)]
scored += [(y, np.round(s, 1)) for y, s in scored]
scored += [(np.array([0, 0, 1, 1]), np.array([1.0, 2, 3, 4])), (np.array([1, 1, 0, 0]), np.array([1.0, 2, 3, 4])), (np.array([0, 1]), np.zeros(2)),
           (np.array([-1, 1, -1, 1]), np.array([-0.1, 2, 3, 4]))]
for truth, score in scored:
    for drop in [True, False]:
        ask("roc_curve", truth, score, names=ROC, drop_intermediate=drop)
        ask("precision_recall_curve", truth, score, names=PR, drop_intermediate=drop)
        ask("det_curve", truth, score, names=DET, drop_intermediate=drop)
    ask("roc_auc_score", truth, score)
    for top in [0.05, 0.3, 0.7, 1.0]:
        ask("roc_auc_score", truth, score, max_fpr=top)
    ask("average_precision_score", truth, score)
    fpr, tpr, thresholds = metrics.roc_curve(truth, score, drop_intermediate=False)
    at = np.arange(len(fpr))  # along the curve, for it has vertical parts
    eer = interp1d(at, fpr)(brentq(lambda t: interp1d(at, fpr)(t) + interp1d(at, tpr)(t) - 1, 0, at[-1], xtol=1e-14))
    keep("equal_error_rate", [truth, score], {}, eer)
    for rate in [0.0, 0.01, 0.1, 0.29, 0.5]:
        best = min((np.mean(score[truth == 1] < t) for t in np.r_[np.unique(score), np.inf] if np.mean(score[truth != 1] >= t) <= rate + 1e-12))
        keep("false_rejection_rate", [truth, score], {"false_alarm_rate": rate}, best)
spam = np.array(["spam", "ham", "ham", "spam"])
ask("roc_curve", spam, np.array([0.9, 0.1, 0.95, 0.4]), names=ROC, pos_label="spam")
ask("roc_auc_score", spam, np.array([0.9, 0.1, 0.95, 0.4]))
ask("average_precision_score", spam, np.array([0.9, 0.1, 0.95, 0.4]), pos_label="spam")
x = np.sort(rng.random(9))
ask("auc", x, rng.standard_normal(9))
ask("auc", x[::-1], rng.random(9))

for n, k in [(30, 3), (50, 5)]:
    many = np.r_[np.zeros((1, k), int), np.ones((1, k), int), rng.integers(0, 2, (n, k))]
    score = np.round(rng.random(many.shape), 2)
    mixed = many[2:][(many[2:].sum(1) > 0) & (many[2:].sum(1) < k)]
    for average in [None, "macro", "micro", "weighted"]:
        ask("roc_auc_score", many, score, average=average)
        ask("average_precision_score", many, score, average=average)
    ask("roc_auc_score", many, score, average="macro", max_fpr=0.4)
    ask("roc_auc_score", mixed, score[: len(mixed)], average="samples")
    ask("average_precision_score", mixed, score[: len(mixed)], average="samples")
    truth = np.r_[np.arange(k), rng.integers(0, k, n)]
    proba = rng.random((len(truth), k)) ** 2
    proba /= proba.sum(1, keepdims=True)
    words = WORDS[:k][truth]
    for average in [None, "macro", "weighted", "micro"]:
        ask("roc_auc_score", truth, proba, multi_class="ovr", average=average)
        ask("average_precision_score", truth, proba, average=average)
    for average in ["macro", "weighted"]:
        ask("roc_auc_score", words, proba, multi_class="ovo", average=average)
    ask("log_loss", truth, proba)
    ask("log_loss", words, proba, normalize=False)
    ask("log_loss", truth[truth < k - 1], proba[truth < k - 1], labels=np.arange(k))
    for top in range(1, k):
        ask("top_k_accuracy_score", truth, np.round(proba, 1), k=top)
        ask("top_k_accuracy_score", truth, proba, k=top, normalize=False)
    ask("top_k_accuracy_score", np.minimum(truth, 1), proba, k=2, labels=np.arange(k))
    points = rng.standard_normal((n + k, 4)) + truth[:, None]
    ask("silhouette_score", points, truth)
    ask("silhouette_score", points, words, metric="cosine")
ask("log_loss", np.array([0, 1, 1]), np.array([0.0, 1.0, 0.0]))
ask("log_loss", np.array([0, 1, 1]), np.array([0.25, 0.5, 0.75]))

# ------------------------------------------------------------------ around a model
X, Y, Z = rng.standard_normal((20, 4)) * [1, 10, 0.1, 1] + [0, 100, -5, 1], rng.standard_normal((7, 4)) + 3, rng.standard_normal((5, 4))
X[:, 3] = 2.5
for options in [{}, {"with_mean": False}, {"with_std": False}]:
    m = preprocessing.StandardScaler(**options).fit(X)
    keep("standard_scaler", [X, None, Z], options, {"transform": m.transform(Z), "inverse": m.inverse_transform(Z), "var": m.var_, "mean": m.mean_})
    m.partial_fit(Y)
    keep("standard_scaler", [X, Y, Z], options, {"transform": m.transform(Z), "inverse": m.inverse_transform(Z), "var": m.var_, "mean": m.mean_})
big = 1e8 + rng.standard_normal((50, 2))
m = preprocessing.StandardScaler().fit(big)
keep("standard_scaler", [big, None, big[:3]], {}, {"transform": m.transform(big[:3]), "inverse": m.inverse_transform(big[:3]), "var": m.var_, "mean": m.mean_})
for options in [{}, {"feature_range": (-1, 3)}, {"clip": True}]:
    m = preprocessing.MinMaxScaler(**options).fit(X)
    keep("min_max_scaler", [X, None, Z], options, {"transform": m.transform(Z), "inverse": m.inverse_transform(Z), "scale": m.scale_, "min": m.min_})
    m.partial_fit(Y)
    keep("min_max_scaler", [X, Y, Z], options, {"transform": m.transform(Z), "inverse": m.inverse_transform(Z), "scale": m.scale_, "min": m.min_})
for y in [WORDS, np.array([3, -1, 10, 3]), np.array(["b", "B", "a", "ä", "", "10", "9"])]:
    m = preprocessing.LabelEncoder().fit(y)
    keep("label_encoder", [y], {}, {"classes": m.classes_, "transform": m.transform(y)})

mix = rng.standard_normal((6, 6))
for n, p, options in [(40, 6, {}), (40, 6, {"n_components": 2}), (40, 6, {"n_components": 0.9}), (40, 6, {"n_components": 3, "whiten": True}),
                      (7, 20, {"n_components": 5}), (7, 20, {"n_components": 6, "whiten": True}), (60, 12, {"n_components": 5}), (3, 2, {}), (2, 5, {"n_components": 1})]:
    data = rng.standard_normal((n, p)) @ (mix if p == 6 else np.diag(np.linspace(1, 9, p))) + rng.standard_normal(p) * 5
    new = rng.standard_normal((4, p)) * 3
    m = decomposition.PCA(svd_solver="full", **options).fit(data)
    keep("pca", [data, new], options, {"mean": m.mean_, "components": m.components_, "explained_variance": m.explained_variance_,
                                       "explained_variance_ratio": m.explained_variance_ratio_, "singular_values": m.singular_values_,
                                       "noise_variance": m.noise_variance_ if m.noise_variance_ > 1e-20 else None,  # else rounding alone
                                       "transform": m.transform(new), "inverse": m.inverse_transform(m.transform(new))})

train, test = rng.standard_normal((40, 3)), rng.standard_normal((15, 3))
test[0] = train[3]
sort = WORDS[:4][rng.integers(0, 4, 40)]
for options in [{}, {"n_neighbors": 1}, {"n_neighbors": 7, "weights": "distance"}, {"metric": "manhattan", "n_neighbors": 4}]:
    m = neighbors.KNeighborsClassifier(algorithm="brute", **options).fit(train, sort)
    d, i = m.kneighbors(test)
    keep("k_neighbors_classifier", [train, sort, test], options,
         {"predict": m.predict(test), "predict_proba": m.predict_proba(test), "distances": d, "indices": i, "classes": m.classes_})


def folds(name, how, *args, **options):
    dummy = np.zeros(len(args[0]))
    y, groups = (args[0], args[1]) if len(args) == 2 else (args[0], args[0])
    keep(name, args, options, [[a, b] for a, b in how(**options).split(dummy, y, groups)])


for n in (2, 5, 11, 24):
    for k in (2, 3, 5):
        if k <= n:
            keep("k_fold", [n], {"n_splits": k}, [[a, b] for a, b in model_selection.KFold(k).split(np.zeros(n))])
for k in (2, 3, 4):
    for c in (2, 3, 5):
        y = np.r_[np.repeat(np.arange(c), k), rng.integers(0, c, 17)]
        rng.shuffle(y)
        folds("stratified_k_fold", model_selection.StratifiedKFold, y, n_splits=k)
        folds("stratified_k_fold", model_selection.StratifiedKFold, WORDS[y], n_splits=k)
        groups = np.r_[np.arange(6), rng.integers(0, 6, len(y) - 6)]
        folds("group_k_fold", model_selection.GroupKFold, groups, n_splits=k)
        folds("group_k_fold", model_selection.GroupKFold, WORDS[groups], n_splits=k)
        folds("stratified_group_k_fold", model_selection.StratifiedGroupKFold, y, groups, n_splits=k)
        folds("leave_one_group_out", model_selection.LeaveOneGroupOut, WORDS[groups])
for n in (4, 10, 37, 100):
    for options in [{}, {"test_size": 0.3}, {"test_size": 3}, {"train_size": 0.5}, {"train_size": 2}, {"train_size": 0.4, "test_size": 0.33}, {"test_size": 0.29}]:
        a, b = model_selection.train_test_split(np.arange(n), random_state=0, **options)
        keep("train_test_split", [n], options, [len(a), len(b)])
for counts in [(50, 30, 20), (7, 11, 31), (90, 6, 3), (101, 57)]:
    y = np.repeat(np.arange(len(counts)), counts)
    for size in [0.2, 0.37, 0.5]:
        seen = {tuple(np.r_[np.bincount(a), np.bincount(b)]) for s in range(20)
                for a, b in [model_selection.train_test_split(y, test_size=size, stratify=y, random_state=s)]}
        if len(seen) == 1:  # else the lot decides
            keep("stratified_split", [y], {"test_size": size}, list(seen.pop()))

out = {"version": f"scikit-learn {sklearn.__version__}", "cases": cases}
lines = [f'"{name}": [\n' + ",\n".join(json.dumps(c, ensure_ascii=True) for c in list_) + "\n]" for name, list_ in cases.items()]
path = pathlib.Path(__file__).with_name("more.json")
path.write_text('{"version": ' + json.dumps(out["version"]) + ', "cases": {\n' + ",\n".join(lines) + "\n}}\n")
print({name: len(list_) for name, list_ in cases.items()}, sum(map(len, cases.values())), path.stat().st_size)
