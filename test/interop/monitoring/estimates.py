"""What NannyML's CBPE and DLE say."""

import nannyml.performance_estimation.direct_loss_estimation.metrics as losses
import numpy
import pandas
from nannyml.performance_estimation.confidence_based import CBPE
from nannyml.performance_estimation.direct_loss_estimation import DLE

metrics = {
    "accuracy": "accuracy",
    "precision": "precision",
    "recall": "recall",
    "specificity": "specificity",
    "f1": "f1",
    "roc_auc": "rocAuc",
    "average_precision": "averagePrecision",
}
cells = {"true_positive": "tp", "false_positive": "fp", "false_negative": "fn", "true_negative": "tn"}
# The loss whose expected value each metric is made of.
loss_of = {
    "mae": "absolute",
    "mape": "relative",
    "mse": "squared",
    "rmse": "squared",
    "msle": "squaredLog",
    "rmsle": "squaredLog",
}


def ask(case):
    return (ask_errors if case["kind"] == "errors" else ask_classes)(**case)


def frame(kind, rows):
    if kind == "yesNo":
        data = {"score": rows["scores"], "decided": [int(value) for value in rows["decided"]]}
        data["label"] = [int(value) for value in rows["labels"]]
    else:
        data = {f"score{place}": own for place, own in enumerate(rows["scores"])}
        data["decided"] = [f"c{value}" for value in rows["decided"]]
        data["label"] = [f"c{value}" for value in rows["labels"]]
    return pandas.DataFrame(data)


def ask_classes(kind, reference, current):
    several = kind == "classes"
    estimator = CBPE(
        metrics=[*metrics, *([] if several else ["confusion_matrix"])],
        y_pred_proba={f"c{place}": f"score{place}" for place in range(3)} if several else "score",
        y_pred="decided",
        y_true="label",
        problem_type="classification_multiclass" if several else "classification_binary",
        chunk_size=len(current["decided"]),
    )
    estimator.fit(frame(kind, reference))
    row = told(estimator, frame(kind, current).drop(columns="label"))
    answer = {} if several else {"calibrated": float(estimator.needs_calibration)}
    for theirs, ours in metrics.items():
        # The sampling error of the average precision is drawn by chance.
        answer |= band(row, theirs, ours) if ours != "averagePrecision" else {ours: row[(theirs, "value")]}
    if not several:
        answer |= {ours: row[(theirs, "value")] for theirs, ours in cells.items()}
    return {name: float(value) for name, value in answer.items()}


class Learned:
    """Stands where NannyML has LightGBM: what our trees expect of each row."""

    def __init__(self, expected):
        self.expected = expected

    def predict(self, X):
        return numpy.array(self.expected)


def ask_errors(kind, reference, current, expected):
    losses.Metric._train_direct_error_estimation_model = lambda *_, **__: None
    estimator = DLE(
        feature_column_names=["feature"],
        y_pred="predicted",
        y_true="truth",
        metrics=list(loss_of),
        chunk_size=len(current["predicted"]),
    )
    estimator.fit(pandas.DataFrame(reference))
    for metric in estimator.metrics:
        metric._dee_model = Learned(expected[loss_of[metric.column_name]])
    row = told(estimator, pandas.DataFrame(current))
    answer = {}
    for metric in loss_of:
        answer |= band(row, metric, metric)
    return {name: float(value) for name, value in answer.items()}


def told(estimator, current):
    return estimator.estimate(current).filter(period="analysis").to_df().iloc[0]


def band(row, theirs, ours):
    return {
        ours: row[(theirs, "value")],
        f"{ours}: error": row[(theirs, "sampling_error")],
        f"{ours}: lower": row[(theirs, "lower_confidence_boundary")],
        f"{ours}: upper": row[(theirs, "upper_confidence_boundary")],
    }
