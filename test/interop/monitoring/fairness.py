"""What Fairlearn and Aequitas say of groups."""

import fairlearn.metrics
import pandas
from aequitas.bias import Bias
from aequitas.fairness import Fairness
from aequitas.group import Group


def ask(rows, names, reference):
    # Aequitas knows nothing of the texts of pandas 3.
    group = pandas.Series(rows["group"], dtype=object)
    frame = pandas.DataFrame(
        {"g": group, "score": rows["y_pred"], "label_value": rows["y_true"]}
    )
    return {
        "fairlearn": {name: ask_fairlearn(rows, name) for name in names},
        "aequitas": ask_aequitas(frame, reference),
    }


def ask_fairlearn(rows, name):
    """A name is a function's, and what it is given: `equalized_odds_ratio|to_overall|weighted`."""
    function, *options = name.split("|")
    given = {}
    for option in options:
        if option == "weighted":
            given["sample_weight"] = rows["sample_weight"]
        elif option.startswith("agg="):
            given["agg"] = option.removeprefix("agg=")
        else:
            given["method"] = option
    ask = getattr(fairlearn.metrics, function)
    return float(ask(rows["y_true"], rows["y_pred"], sensitive_features=rows["group"], **given))


def ask_aequitas(frame, reference):
    """Rates and disparities of each group, and which parities hold."""
    counted, _ = Group().get_crosstabs(frame)
    apart = Bias().get_disparity_predefined_groups(
        counted, original_df=frame, ref_groups_dict={"g": reference}
    )
    told = Fairness().get_group_value_fairness(apart)
    return json_rows(told.drop(columns=[name for name in told if name.endswith("ref_group_value")]))


def json_rows(frame):
    plain = frame.astype(object).where(frame.notna(), None)
    return [{name: plain_of(value) for name, value in row.items()} for row in plain.to_dict("records")]


def plain_of(value):
    return value.item() if hasattr(value, "item") else value
