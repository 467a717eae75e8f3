"""ONNX recurrent nodes with weights, and what onnx's own evaluator computes: python generate_onnx.py (onnx 1.23)."""
import json
import os

import numpy as np
from onnx import TensorProto, helper, numpy_helper, save
from onnx.reference import ReferenceEvaluator

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "onnx")
rng = np.random.default_rng(9)
T, N, F, H = 5, 2, 3, 4
GATES = {"LSTM": 4, "GRU": 3, "RNN": 1}
cases = []
for name, op, direction, extra in (
    ("lstm", "LSTM", "forward", {}),
    ("lstm_peepholes", "LSTM", "forward", {"peepholes": True}),
    ("gru_before", "GRU", "forward", {}),
    ("gru_after", "GRU", "forward", {"linear_before_reset": 1}),
    ("rnn", "RNN", "forward", {}),
    ("lstm_nobias", "LSTM", "forward", {"nobias": True}),
    ("lstm_bi", "LSTM", "bidirectional", {}),
    ("gru_bi", "GRU", "bidirectional", {"linear_before_reset": 1}),
    ("rnn_reverse", "RNN", "reverse", {}),
):
    dirs, g = (2 if direction == "bidirectional" else 1), GATES[op]
    attrs = {k: v for k, v in extra.items() if k not in ("peepholes", "nobias")}
    w = {"W": (dirs, g * H, F), "R": (dirs, g * H, H)}
    if "nobias" not in extra:
        w["B"] = (dirs, 2 * g * H)
    if "peepholes" in extra:
        w["P"] = (dirs, 3 * H)
    values = {k: (rng.standard_normal(s) * 0.5).astype("float32") for k, s in w.items()}
    inputs = ["X", "W", "R", "B" if "B" in w else "", "", "", "", "P" if "P" in w else ""]
    while inputs and not inputs[-1]:
        inputs.pop()
    node = helper.make_node(op, inputs, ["Y", "Y_h"], name="cell", hidden_size=H, direction=direction, **attrs)
    graph = helper.make_graph(
        [node],
        "g",
        [helper.make_tensor_value_info("X", TensorProto.FLOAT, [T, N, F])],
        [helper.make_tensor_value_info("Y", TensorProto.FLOAT, None), helper.make_tensor_value_info("Y_h", TensorProto.FLOAT, None)],
        [numpy_helper.from_array(v, k) for k, v in values.items()] if name != "rnn" else [helper.make_tensor(k, TensorProto.FLOAT, v.shape, v.ravel().tolist()) for k, v in values.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)])
    save(model, os.path.join(HERE, name + ".onnx"))
    x = rng.standard_normal((T, N, F)).astype("float32")
    entry = lambda a: {"shape": list(a.shape), "value": np.asarray(a, "float64").ravel().tolist()}
    try:
        y = ReferenceEvaluator(model).run(None, {"X": x})
    except Exception as e:
        print(name, "not evaluated:", str(e)[:100])
        y = []
    cases.append({"name": name, "op": op, "direction": direction, "settings": {k: v for k, v in extra.items()}, "x": entry(x), "outputs": [entry(a) for a in y]})
with open(os.path.join(HERE, "cases.json"), "w") as f:
    json.dump(cases, f)
