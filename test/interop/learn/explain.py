"""What shap says of the trees and the weighted sums in a folder."""

import json
import pathlib
import sys

import numpy
import shap

folder = pathlib.Path(sys.argv[1])
case = json.loads((folder / "case.json").read_text())
rows = numpy.fromfile(folder / "rows").reshape(-1, case["featureCount"])


def to_tree(tree, cover):
    left, right = numpy.array(tree["left"]), numpy.array(tree["right"])
    leaf = numpy.array(tree["feature"]) < 0
    left, right = numpy.where(leaf, -1, left), numpy.where(leaf, -1, right)
    missing = numpy.where(numpy.array(tree["missingLeft"]) == 1, left, right)
    value = numpy.array(tree["value"], dtype=float)
    weight = numpy.array(cover, dtype=float)
    # shap wants the mean of what is below in inner nodes.
    for node in reversed(range(len(value))):
        if not leaf[node]:
            below = [left[node], right[node]]
            value[node] = (value[below] * weight[below]).sum() / max(weight[node], 1e-300)
    return {
        "children_left": left.astype(numpy.int32),
        "children_right": right.astype(numpy.int32),
        "children_default": missing.astype(numpy.int32),
        "features": numpy.array(tree["feature"], dtype=numpy.int32),
        "thresholds": numpy.array(tree["threshold"], dtype=float),
        "values": value.reshape(-1, 1),
        "node_sample_weight": weight,
    }


def explain_trees():
    trees = [to_tree(tree, cover) for tree, cover in zip(case["trees"], case["covers"])]
    explainer = shap.TreeExplainer({"trees": trees})
    return explainer.shap_values(rows, check_additivity=False)


def explain_linear():
    weights, means = numpy.array(case["weights"]), numpy.array(case["means"])
    return shap.LinearExplainer((weights, 0.0), means.reshape(1, -1)).shap_values(rows)


values = explain_trees() if "trees" in case else explain_linear()
(folder / "answer.json").write_text(json.dumps(numpy.asarray(values).tolist()))
