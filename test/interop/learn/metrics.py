"""The metrics of scikit-learn on the truth and the predictions in a folder."""

import json
import pathlib
import sys

import numpy
from sklearn import metrics

folder = pathlib.Path(sys.argv[1])
truth = numpy.fromfile(folder / "truth")
predicted = numpy.fromfile(folder / "predicted")
answer = {
    "mae": metrics.mean_absolute_error(truth, predicted),
    "rmse": metrics.root_mean_squared_error(truth, predicted),
    "r2": metrics.r2_score(truth, predicted),
    "bias": float(numpy.mean(predicted - truth)),
    "medianError": metrics.median_absolute_error(truth, predicted),
    "maxError": metrics.max_error(truth, predicted),
}
(folder / "answer.json").write_text(json.dumps({k: float(v) for k, v in answer.items()}))
