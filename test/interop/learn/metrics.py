"""The metrics of scikit-learn, SciPy and NumPy on the truths and the predictions in a folder."""

import json
import pathlib
import sys

import numpy
from scipy import stats
from sklearn import metrics

folder = pathlib.Path(sys.argv[1])


def read(name):
    return numpy.fromfile(folder / name)


def amounts(y, p):
    return {
        "mae": metrics.mean_absolute_error(y, p),
        "rmse": metrics.root_mean_squared_error(y, p),
        "mse": metrics.mean_squared_error(y, p),
        "r2": metrics.r2_score(y, p),
        "bias": numpy.mean(p - y),
        "medianError": metrics.median_absolute_error(y, p),
        "maxError": metrics.max_error(y, p),
        "mape": metrics.mean_absolute_percentage_error(y, p),
        "wape": numpy.abs(p - y).sum() / numpy.abs(y).sum(),
        "explainedVariance": metrics.explained_variance_score(y, p),
        "msle": metrics.mean_squared_log_error(y, p),
        "rmsle": metrics.root_mean_squared_log_error(y, p),
        "pinball": metrics.mean_pinball_loss(y, p, alpha=0.5),
        "pinball(0.9)": metrics.mean_pinball_loss(y, p, alpha=0.9),
        "poissonDeviance": metrics.mean_poisson_deviance(y, p),
        "gammaDeviance": metrics.mean_gamma_deviance(y, p),
        "tweedieDeviance": metrics.mean_tweedie_deviance(y, p, power=1.5),
        "tweedieDeviance(3)": metrics.mean_tweedie_deviance(y, p, power=3),
        "tweedieDeviance(0)": metrics.mean_tweedie_deviance(y, p, power=0),
        "d2Absolute": metrics.d2_absolute_error_score(y, p),
        "d2Pinball": metrics.d2_pinball_score(y, p, alpha=0.5),
        "d2Pinball(0.9)": metrics.d2_pinball_score(y, p, alpha=0.9),
        "d2Tweedie": metrics.d2_tweedie_score(y, p, power=1.5),
        "pearson": stats.pearsonr(y, p).statistic,
        "spearman": stats.spearmanr(y, p).statistic,
    }


def calibration_error(y, p):
    places = numpy.clip((p * 10).astype(int), 0, 9)
    found = [places == place for place in range(10)]
    return sum(own.mean() * abs(p[own].mean() - y[own].mean()) for own in found if own.any())


def yes_or_no(y, p):
    said = p >= 0.5
    precision, recall, _ = metrics.precision_recall_curve(y, p)
    false_positive, true_positive, _ = metrics.roc_curve(y, p, drop_intermediate=False)
    (tn, fp), (fn, tp) = metrics.confusion_matrix(y, said).tolist()
    return {
        "accuracy": metrics.accuracy_score(y, said),
        "weightedF1": metrics.f1_score(y, said, average="weighted"),
        "logLoss": metrics.log_loss(y, p),
        "rocAuc": metrics.roc_auc_score(y, p),
        "precision": metrics.precision_score(y, said),
        "precision from 0.3": metrics.precision_score(y, p >= 0.3),
        "recall": metrics.recall_score(y, said),
        "f1": metrics.f1_score(y, said),
        "fBeta(2)": metrics.fbeta_score(y, said, beta=2),
        "specificity": metrics.recall_score(y, said, pos_label=0),
        "negativePredictiveValue": metrics.precision_score(y, said, pos_label=0),
        "balancedAccuracy": metrics.balanced_accuracy_score(y, said),
        "youden": metrics.balanced_accuracy_score(y, said, adjusted=True),
        "matthews": metrics.matthews_corrcoef(y, said),
        "kappa": metrics.cohen_kappa_score(y, said),
        "jaccard": metrics.jaccard_score(y, said),
        "brier": metrics.brier_score_loss(y, p),
        "d2Brier": metrics.d2_brier_score(y, p),
        "d2LogLoss": metrics.d2_log_loss_score(y, p),
        "averagePrecision": metrics.average_precision_score(y, p),
        "prAuc": metrics.auc(recall, precision),
        "gini": 2 * metrics.roc_auc_score(y, p) - 1,
        "ksStatistic": stats.ks_2samp(p[y == 1], p[y == 0]).statistic,
        "calibrationError": calibration_error(y, p),
        "truePositive": tp,
        "falsePositive": fp,
        "trueNegative": tn,
        "falseNegative": fn,
        "rocSum": float((false_positive * true_positive).sum()),
    }


def classes(y, p):
    macro = {"average": "macro", "zero_division": 0}
    return {
        "classAccuracy": metrics.accuracy_score(y, p),
        "macroPrecision": metrics.precision_score(y, p, **macro),
        "macroRecall": metrics.recall_score(y, p, **macro),
        "macroF1": metrics.f1_score(y, p, **macro),
        "classWeightedF1": metrics.f1_score(y, p, average="weighted", zero_division=0),
        "classKappa": metrics.cohen_kappa_score(y, p),
        "quadraticKappa": metrics.cohen_kappa_score(y, p, weights="quadratic"),
        "classMatthews": metrics.matthews_corrcoef(y, p),
        "adjustedRand": metrics.adjusted_rand_score(y, p),
    }


def shares(y, p):
    surest, right = p.max(axis=1), (p.argmax(axis=1) == y).astype(float)
    return {
        "classLogLoss": metrics.log_loss(y, p),
        "d2ClassLogLoss": metrics.d2_log_loss_score(y, p),
        "classBrier": metrics.brier_score_loss(y, p),
        "oneVsRestAuc": metrics.roc_auc_score(y, p, multi_class="ovr"),
        "pairwiseAuc": metrics.roc_auc_score(y, p, multi_class="ovo"),
        "macroAveragePrecision": metrics.average_precision_score(y, p),
        "classCalibrationError": calibration_error(right, surest),
    }


answer = {
    "amounts": amounts(read("truth"), read("predicted")),
    "yesOrNo": yes_or_no(read("yes"), read("chance")),
    "classes": classes(read("class"), read("said")),
    "shares": shares(read("class"), read("shares").reshape(-1, 4)),
}
numbers = {task: {name: float(value) for name, value in own.items()} for task, own in answer.items()}
(folder / "answer.json").write_text(json.dumps(numbers))
