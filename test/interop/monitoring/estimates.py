"""What NannyML's CBPE says to the cases of a folder."""

import json
import pathlib
import sys
import warnings

warnings.simplefilter("ignore")

import pandas  # noqa: E402
from nannyml.performance_estimation.confidence_based import CBPE  # noqa: E402

names = {
    "accuracy": "accuracy",
    "precision": "precision",
    "recall": "recall",
    "specificity": "specificity",
    "f1": "f1",
    "roc_auc": "rocAuc",
    "average_precision": "averagePrecision",
}
cells = {"true_positive": "tp", "false_positive": "fp", "false_negative": "fn", "true_negative": "tn"}


def frame(kind, rows):
    if kind == "yesNo":
        data = {"score": rows["scores"], "decided": [int(value) for value in rows["decided"]]}
    else:
        data = {f"score{place}": own for place, own in enumerate(rows["scores"])}
        data["decided"] = [f"c{value}" for value in rows["decided"]]
    if kind == "yesNo":
        data["label"] = [int(value) for value in rows["labels"]]
    else:
        data["label"] = [f"c{value}" for value in rows["labels"]]
    return pandas.DataFrame(data)


def ask(kind, reference, current):
    several = kind == "classes"
    estimator = CBPE(
        metrics=[*names, *([] if several else ["confusion_matrix"])],
        y_pred_proba={f"c{place}": f"score{place}" for place in range(3)} if several else "score",
        y_pred="decided",
        y_true="label",
        problem_type="classification_multiclass" if several else "classification_binary",
        chunk_size=len(current["decided"]),
    )
    estimator.fit(frame(kind, reference))
    found = estimator.estimate(frame(kind, current).drop(columns="label"))
    row = found.filter(period="analysis").to_df().iloc[0]
    answer = {} if several else {"calibrated": float(estimator.needs_calibration)}
    for theirs, ours in names.items():
        answer[ours] = row[(theirs, "value")]
        if theirs == "average_precision":
            continue
        answer[f"{ours}: error"] = row[(theirs, "sampling_error")]
        answer[f"{ours}: lower"] = row[(theirs, "lower_confidence_boundary")]
        answer[f"{ours}: upper"] = row[(theirs, "upper_confidence_boundary")]
    if not several:
        answer |= {ours: row[(theirs, "value")] for theirs, ours in cells.items()}
    return {name: float(value) for name, value in answer.items()}


def ask_errors(reference, current, kind):
    """The sampling errors of DLE; its LightGBM models are not ours."""
    import numpy
    from nannyml.sampling_error import regression

    truth, said = numpy.array(reference["truth"]), numpy.array(reference["predicted"])
    answer = {}
    for metric in ("mae", "mape", "mse", "rmse", "msle", "rmsle"):
        parts = getattr(regression, f"{metric}_sampling_error_components")(truth, said)
        answer[metric] = getattr(regression, f"{metric}_sampling_error")(parts, current["predicted"])
    return {name: float(value) for name, value in answer.items()}


folder = pathlib.Path(sys.argv[1])
cases = json.loads((folder / "cases.json").read_text())
answer = {
    case["name"]: (ask_errors if case["input"]["kind"] == "errors" else ask)(**case["input"])
    for case in cases
}
(folder / "answer.json").write_text(json.dumps(answer))
