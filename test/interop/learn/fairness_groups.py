"""Writes test/golden/fairness-groups.json: what Fairlearn's MetricFrame says of crossed groups, of groups among their
like, and of how far chance moves them.

Needs fairlearn 0.14 and scikit-learn: python test/interop/learn/fairness_groups.py test/golden/fairness-groups.json
"""

import json
import sys

import fairlearn
import numpy as np
from fairlearn.metrics import MetricFrame, false_positive_rate, selection_rate, true_positive_rate

chance = np.random.default_rng(7)
count = 1500
sex = chance.choice(["f", "m"], count)
race = chance.choice(["a", "b", "c"], count, p=[0.5, 0.3, 0.2])
school = chance.choice(["high", "low"], count)
truth = (chance.random(count) < np.where(school == "high", 0.6, 0.3)).astype(int)
found = 0.75 - 0.15 * (sex == "f") - 0.1 * (race == "c")
said = (chance.random(count) < np.where(truth == 1, found, 0.2)).astype(int)
metrics = {
    "selectionRate": selection_rate,
    "truePositiveRate": true_positive_rate,
    "falsePositiveRate": false_positive_rate,
}
features = {"sex": sex, "race": race}
crossed = MetricFrame(metrics=metrics, y_true=truth, y_pred=said, sensitive_features=features)
like = MetricFrame(metrics=metrics, y_true=truth, y_pred=said, sensitive_features={"sex": sex}, control_features={"school": school})
drawn = MetricFrame(metrics=metrics, y_true=truth, y_pred=said, sensitive_features={"sex": sex}, n_boot=600, ci_quantiles=[0.025, 0.975], random_state=1)
golden = {
    "origin": f"fairlearn {fairlearn.__version__}, by test/interop/learn/fairness_groups.py",
    "rows": {"sex": sex.tolist(), "race": race.tolist(), "school": school.tolist(), "truth": truth.tolist(), "said": said.tolist()},
    "crossed": {" × ".join(group): values.to_dict() for group, values in crossed.by_group.iterrows()},
    "crossedDifference": crossed.difference().to_dict(),
    "crossedRatio": crossed.ratio().to_dict(),
    "likeDifference": like.difference().to_dict("index"),
    "likeRatio": like.ratio().to_dict("index"),
    "differenceEnds": [each.to_dict() for each in drawn.difference_ci()],
    "ratioEnds": [each.to_dict() for each in drawn.ratio_ci()],
}
with open(sys.argv[1], "w") as file:
    json.dump(golden, file)
