"""Learns a forest from rows.json, logs to the tracking server of the environment, writes model.onnx."""

import json
import os
from pathlib import Path

import mlflow
import pandas as pd
from skl2onnx import to_onnx
from skl2onnx.common.data_types import FloatTensorType, StringTensorType
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.impute import SimpleImputer
from sklearn.pipeline import Pipeline

rows = pd.DataFrame(json.loads((Path(os.environ["SWELL_INPUTS"]) / "rows.json").read_text()))
settings = json.loads(Path(os.environ["SWELL_SETTINGS"]).read_text())
label = rows.pop("genre").astype(int)
numbers = [name for name in rows.columns if name != "words"]

model = Pipeline(
    [
        (
            "features",
            ColumnTransformer(
                [
                    ("numbers", SimpleImputer(strategy="median"), numbers),
                    ("words", TfidfVectorizer(max_features=settings["textTerms"], lowercase=False, token_pattern="[a-z0-9]+"), "words"),
                ]
            ),
        ),
        (
            "forest",
            RandomForestClassifier(
                n_estimators=settings["trees"],
                max_depth=settings["maxDepth"],
                class_weight="balanced",
                random_state=settings["seed"],
            ),
        ),
    ]
)

with mlflow.start_run(run_name="forest"):
    mlflow.log_params({name: settings[name] for name in ("trees", "maxDepth", "textTerms", "seed")})
    model.fit(rows, label)
    mlflow.log_metric("training accuracy", model.score(rows, label))
    types = [(name, FloatTensorType([None, 1])) for name in numbers] + [("words", StringTensorType([None, 1]))]
    graph = to_onnx(model, initial_types=types, options={"zipmap": False}, target_opset={"": 17, "ai.onnx.ml": 3})
    path = Path(os.environ["SWELL_OUTPUTS"]) / "model.onnx"
    path.write_bytes(graph.SerializeToString())
    mlflow.log_artifact(str(path))
print(f"a forest of {settings['trees']} trees learned from {len(rows)} songs")
