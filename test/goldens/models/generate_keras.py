"""Small Keras 3 models of every layer that is loaded, each as .keras, .h5 and .weights.h5, with inputs and outputs.

KERAS_BACKEND=jax python generate_keras.py   (keras 3.15.1, jax, h5py)
"""
import json
import os

os.environ.setdefault("KERAS_BACKEND", "jax")
import keras
import numpy as np
from keras import layers as L

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "keras")
rng = np.random.default_rng(5)


def shake(model):
    """Every weight gets a value of its own: biases and moving averages too."""
    for w in model.weights:
        if w.dtype == "uint32" or "seed" in w.path:
            continue
        value = rng.standard_normal(w.shape) * 0.4
        if "variance" in w.path:
            value = 0.5 + np.abs(value)
        w.assign(value)


def two_branches():
    image = keras.Input((8, 6, 2), name="image")
    sound = keras.Input((20, 3), name="sound")
    a = L.ZeroPadding2D(((1, 0), (2, 1)))(image)
    a = L.Conv2D(4, (3, 2), padding="same", strides=(2, 1), kernel_regularizer=keras.regularizers.L2(0.01))(a)
    a = L.BatchNormalization(epsilon=1e-4)(a)
    a = L.LeakyReLU(negative_slope=0.1)(a)
    a = L.MaxPooling2D((2, 2))(a)
    a = L.DepthwiseConv2D(2, depth_multiplier=2, activation="gelu")(a)
    a = L.SeparableConv2D(5, 1, activation="elu")(a)
    a = L.AveragePooling2D((1, 2), padding="same")(a)
    a = L.GlobalAveragePooling2D()(a)
    b = L.Conv1D(6, 5, padding="causal", dilation_rate=2, activation="swish", kernel_constraint="max_norm")(sound)
    b = L.SpatialDropout1D(0.2)(b)
    b = L.SeparableConv1D(5, 3, strides=2, padding="same")(b)
    b = L.LayerNormalization()(b)
    b = L.ELU(alpha=0.7)(b)
    b = L.AveragePooling1D(2)(b)
    b = L.Permute((2, 1))(b)
    b = L.Reshape((-1, 5))(b)
    b = L.ZeroPadding1D(1)(b)
    b = L.MaxPooling1D(3, strides=1)(b)
    b = L.GlobalMaxPooling1D()(b)
    c = L.Concatenate()([a, b])
    d = L.Dense(10, activation="hard_sigmoid", kernel_initializer=keras.initializers.VarianceScaling(2.0, "fan_out", "uniform"))(c)
    e = L.Multiply()([c, d])
    f = L.Average()([L.Add()([c, e]), d])
    f = L.GaussianNoise(0.1)(L.Dropout(0.5, seed=3)(f))
    g = L.ReLU(max_value=2.0, negative_slope=0.01, threshold=0.1)(L.Flatten()(f))
    out = L.Softmax(name="classes")(L.Dense(3)(g))
    return keras.Model([image, sound], [out, g]), {"image": (2, 8, 6, 2), "sound": (2, 20, 3)}


def nested():
    inner = keras.Sequential([keras.Input((4,)), L.Dense(5, name="inside"), L.BatchNormalization(), L.Activation("tanh")], name="inner")
    frozen = keras.Sequential([keras.Input((5,)), L.Dense(5), L.BatchNormalization(), L.Dense(4)], name="frozen")
    frozen.layers[0].trainable = False
    shared = L.Dense(4, activation="relu", name="shared")
    x = keras.Input((4,), name="x")
    y = inner(shared(shared(x)))
    y = frozen(y)
    y = L.Add()([y, shared(y)])
    return keras.Model(x, y), {"x": (3, 4)}


def sequences():
    words = keras.Input((6,), name="words")
    seed = keras.Input((3,), name="start")
    frames = keras.Input((5, 3), name="frames")
    e = L.Embedding(9, 5, mask_zero=True)(words)
    b = L.Bidirectional(L.GRU(4, return_sequences=True, reset_after=False), backward_layer=L.LSTM(4, return_sequences=True, go_backwards=True), merge_mode="sum")(e)
    t = L.TimeDistributed(L.Dense(3, activation="softsign"))(b)
    h, c = L.Dense(4)(seed), L.Dense(4)(seed)
    y, h1, c1 = L.LSTM(4, return_state=True, recurrent_activation="hard_sigmoid", dropout=0.1)(L.Dense(4)(frames), initial_state=[h, c])
    m = L.GRU(4, reset_after=False)(L.Dropout(0.1)(L.Masking(0.5)(frames)))
    z = L.SimpleRNN(3, activation="relu", go_backwards=True, use_bias=False)(t)
    g = L.GRU(3)(b)
    return keras.Model([words, seed, frames], [y, c1, z, g, m]), {"words": (3, 6), "start": (3, 3), "frames": (3, 5, 3)}


def plain():
    return keras.Sequential([keras.Input((None, 3)), L.Masking(-1.0), L.LSTM(4, return_sequences=True), L.LSTM(5), L.Dense(4), L.Dense(2)]), {"x": (2, 5, 3)}


def depths():
    x = keras.Input((4,), name="x")
    a = L.Dense(4, activation="tanh", name="a")(x)
    c = L.Dense(4, activation="tanh", name="c")(L.Dense(4, activation="tanh", name="b")(x))
    return keras.Model(x, [a, c]), {"x": (2, 4)}


cases = []
for make in (two_branches, nested, sequences, plain, depths):
    keras.utils.clear_session()
    model, shapes = make()
    shake(model)
    x = [rng.standard_normal(s).astype("float32") for s in shapes.values()]
    if make is sequences:
        x[0] = np.array([[3, 4, 1, 0, 0, 0], [8, 2, 2, 5, 1, 7], [1, 6, 0, 0, 0, 0]], "float32")
        x[2][1, 3:] = 0.5
    y = model.predict(x if len(x) > 1 else x[0], verbose=0)
    y = y if isinstance(y, list) else [y]
    name = make.__name__
    for end in (".keras", ".h5"):
        model.save(os.path.join(HERE, name + end))
    model.save_weights(os.path.join(HERE, name + ".weights.h5"))
    with open(os.path.join(HERE, name + ".json"), "w") as f:
        f.write(model.to_json())
    entry = lambda a: {"shape": list(a.shape), "value": np.asarray(a, "float64").ravel().tolist()}
    cases.append({"name": name, "params": model.count_params(), "inputs": [entry(a) for a in x], "outputs": [entry(a) for a in y]})
with open(os.path.join(HERE, "cases.json"), "w") as f:
    json.dump(cases, f)
