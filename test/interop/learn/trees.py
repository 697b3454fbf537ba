"""Held-out predictions of scikit-learn's histogram trees with the settings in a folder."""

import json
import pathlib
import sys

import numpy
from sklearn.ensemble import HistGradientBoostingRegressor

folder = pathlib.Path(sys.argv[1])
settings = json.loads((folder / "settings.json").read_text())
columns = settings["columns"]


def table(name):
    return numpy.fromfile(folder / name).reshape(columns, -1).T


model = HistGradientBoostingRegressor(
    loss={"squared": "squared_error", "absolute": "absolute_error"}[settings["loss"]],
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
(folder / "answer.json").write_text(json.dumps(model.predict(table("asked")).tolist()))
