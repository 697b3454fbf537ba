"""Held-out predictions of scikit-learn's histogram trees with the settings in a folder."""

import json
import pathlib
import sys

import numpy
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

folder = pathlib.Path(sys.argv[1])
settings = json.loads((folder / "settings.json").read_text())
columns = settings["columns"]


def table(name):
    return numpy.fromfile(folder / name).reshape(columns, -1).T


losses = {"squared": "squared_error", "absolute": "absolute_error", "logistic": "log_loss"}
is_yes_or_no = settings["loss"] == "logistic"
kind = HistGradientBoostingClassifier if is_yes_or_no else HistGradientBoostingRegressor
model = kind(
    loss=losses[settings["loss"]],
    learning_rate=settings["learningRate"],
    max_iter=settings["trees"],
    max_leaf_nodes=settings["maxLeaves"],
    min_samples_leaf=settings["minLeafRows"],
    l2_regularization=settings["l2"],
    max_bins=settings["maxBins"],
    early_stopping=False,
    random_state=0,
)
model.fit(table("train"), numpy.fromfile(folder / "target"))
asked = table("asked")
answer = model.predict_proba(asked)[:, 1] if is_yes_or_no else model.predict(asked)
(folder / "answer.json").write_text(json.dumps(answer.tolist()))
