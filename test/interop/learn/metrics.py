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
if (folder / "yes").exists():
    yes = numpy.fromfile(folder / "yes")
    chance = numpy.fromfile(folder / "chance")
    said = chance >= 0.5
    (tn, fp), (fn, tp) = metrics.confusion_matrix(yes, said).tolist()
    answer |= {
        "accuracy": metrics.accuracy_score(yes, said),
        "weightedF1": metrics.f1_score(yes, said, average="weighted"),
        "logLoss": metrics.log_loss(yes, chance),
        "rocAuc": metrics.roc_auc_score(yes, chance),
        "truePositive": tp,
        "falsePositive": fp,
        "trueNegative": tn,
        "falseNegative": fn,
    }
(folder / "answer.json").write_text(json.dumps({k: float(v) for k, v in answer.items()}))
