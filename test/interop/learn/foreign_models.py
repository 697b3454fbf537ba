"""Writes test/golden/foreign-models.json: models of other tools as ONNX, and what the tools themselves predict.

Needs scikit-learn 1.7.2, skl2onnx 1.20.0, onnxmltools 1.16.0, xgboost-cpu 3.2.0, lightgbm 4.7.0, pandas:
python test/interop/learn/foreign_models.py test/golden/foreign-models.json
The net is written as torch.onnx writes one, from its weights.
"""

import base64
import json
import sys

import lightgbm
import numpy as np
import onnx
import pandas as pd
import xgboost
from onnx import TensorProto, helper, numpy_helper
from onnxmltools import convert_lightgbm, convert_xgboost
from onnxmltools.convert.common.data_types import FloatTensorType as MlFloats
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType, StringTensorType
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import GradientBoostingClassifier, RandomForestRegressor
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

chance = np.random.default_rng(1)
rows = chance.normal(size=(400, 3)).astype(np.float32)
amount = rows[:, 0] * 2 + rows[:, 1] ** 2
is_high = (amount > 0.5).astype(int)
thirds = np.digitize(amount, [0, 1.5])
asked = chance.normal(size=(60, 3)).astype(np.float32)
beaches = ["lahinch", "tullan"]
beach = chance.choice(beaches, 400)
asked_beach = chance.choice([*beaches, "easkey"], 60)
models = {}


def keep(name, model, said):
    file = base64.b64encode(model.SerializeToString()).decode()
    models[name] = {"file": file, "said": np.asarray(said, dtype=float).ravel().tolist()}


def floats(name):
    return [(name, MlFloats([None, 3]))]


forest = RandomForestRegressor(5, max_depth=5, random_state=1).fit(rows, amount)
keep("scikit-learn: a forest", to_onnx(forest, rows[:1]), forest.predict(asked))
logistic = LogisticRegression().fit(rows, is_high)
keep("scikit-learn: chances in maps", to_onnx(logistic, rows[:1]), logistic.predict_proba(asked)[:, 1])
classes = GradientBoostingClassifier(n_estimators=5, max_depth=2, random_state=1).fit(rows, thirds)
without_maps = to_onnx(classes, rows[:1], options={id(classes): {"zipmap": False}})
keep("scikit-learn: three classes", without_maps, classes.predict(asked))

table = pd.DataFrame({"a": rows[:, 0], "b": rows[:, 1], "beach": beach})
asked_table = pd.DataFrame({"a": asked[:, 0], "b": asked[:, 1], "beach": asked_beach})
pieces = ColumnTransformer(
    [
        ("numbers", StandardScaler(), ["a", "b"]),
        ("texts", OneHotEncoder(handle_unknown="ignore"), ["beach"]),
    ]
)
pipeline = make_pipeline(pieces, LogisticRegression()).fit(table, is_high)
number = FloatTensorType([None, 1])
kinds = [("a", number), ("b", number), ("beach", StringTensorType([None, 1]))]
keep("scikit-learn: a pipeline of columns", to_onnx(pipeline, initial_types=kinds), pipeline.predict_proba(asked_table)[:, 1])

few = {"n_estimators": 6, "max_depth": 3}
model = xgboost.XGBRegressor(**few).fit(rows, amount)
keep("XGBoost: an amount", convert_xgboost(model, initial_types=floats("a")), model.predict(asked))
model = xgboost.XGBClassifier(**few).fit(rows, is_high)
keep("XGBoost: a chance", convert_xgboost(model, initial_types=floats("input")), model.predict_proba(asked)[:, 1])
model = lightgbm.LGBMRegressor(**few, verbose=-1).fit(rows, amount)
keep("LightGBM: an amount", convert_lightgbm(model, initial_types=floats("input")), model.predict(asked))
model = lightgbm.LGBMClassifier(**few, verbose=-1).fit(rows, is_high)
keep("LightGBM: a chance", convert_lightgbm(model, initial_types=floats("input")), model.predict_proba(asked)[:, 1])

first, second = chance.normal(size=(16, 3)).astype(np.float32), chance.normal(size=(1, 16)).astype(np.float32)
shift, last = chance.normal(size=16).astype(np.float32), chance.normal(size=1).astype(np.float32)
transposed = {"alpha": 1.0, "beta": 1.0, "transB": 1}
graph = helper.make_graph(
    [
        helper.make_node("Gemm", ["input", "fc1.weight", "fc1.bias"], ["/fc1/Gemm_output_0"], **transposed),
        helper.make_node("Relu", ["/fc1/Gemm_output_0"], ["/relu/Relu_output_0"]),
        helper.make_node("Gemm", ["/relu/Relu_output_0", "fc2.weight", "fc2.bias"], ["output"], **transposed),
    ],
    "main_graph",
    [helper.make_tensor_value_info("input", TensorProto.FLOAT, ["batch", 3])],
    [helper.make_tensor_value_info("output", TensorProto.FLOAT, ["batch", 1])],
    [
        numpy_helper.from_array(first, "fc1.weight"),
        numpy_helper.from_array(shift, "fc1.bias"),
        numpy_helper.from_array(second, "fc2.weight"),
        numpy_helper.from_array(last, "fc2.bias"),
    ],
)
net = helper.make_model(graph, producer_name="pytorch", producer_version="2.9.0", opset_imports=[helper.make_opsetid("", 17)])
net.ir_version = 8
onnx.checker.check_model(net)
keep("PyTorch: a net", net, np.maximum(asked @ first.T + shift, 0) @ second.T + last)

with open(sys.argv[1], "w") as file:
    json.dump({"asked": asked.tolist(), "beach": asked_beach.tolist(), "models": models}, file)
