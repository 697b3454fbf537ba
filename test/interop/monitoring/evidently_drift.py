"""What Evidently's report of data drift says to the cases of a folder."""

import json
import pathlib
import sys
import warnings

warnings.simplefilter("ignore")

import pandas  # noqa: E402
from evidently import DataDefinition, Dataset, Report  # noqa: E402
from evidently.presets import DataDriftPreset  # noqa: E402
from evidently_wholes import ask as ask_whole  # noqa: E402

tests = {
    "K-S p_value": "kolmogorovSmirnov",
    "chi-square p_value": "chiSquare",
    "Z-test p_value": "proportions",
    "Wasserstein distance (normed)": "wasserstein",
    "Jensen-Shannon distance": "jensenShannon",
    "ks": "kolmogorovSmirnov",
    "cramer_von_mises": "cramerVonMises",
    "anderson": "andersonDarling",
    "mannw": "mannWhitney",
    "t_test": "studentT",
    "es": "eppsSingleton",
    "chisquare": "chiSquare",
    "g_test": "gTest",
    "fisher_exact": "fisherExact",
    "z": "proportions",
    "TVD": "totalVariation",
    "wasserstein": "wasserstein",
    "ed": "energy",
    "jensenshannon": "jensenShannon",
    "psi": "populationStability",
    "kl_div": "kullbackLeibler",
    "hellinger": "hellinger",
}


def ask(case):
    kinds = case["kinds"]
    definition = DataDefinition(
        numerical_columns=[name for name, kind in kinds.items() if kind == "number"],
        categorical_columns=[name for name, kind in kinds.items() if kind == "category"],
    )
    reference, current = (
        Dataset.from_pandas(pandas.DataFrame(case[side]), data_definition=definition)
        for side in ("reference", "current")
    )
    preset = DataDriftPreset(**case["options"])
    found = Report([preset]).run(current, reference).dict()["metrics"]
    answer = {}
    for metric in found:
        config = metric["config"]
        if "column" in config:
            answer[f"{config['column']} by {tests[config['method']]}"] = float(metric["value"])
        else:
            answer["drifted"] = float(metric["value"]["count"])
            answer["share"] = float(metric["value"]["share"])
    return answer


folder = pathlib.Path(sys.argv[1])
cases = json.loads((folder / "cases.json").read_text())
answer = {case["name"]: (ask_whole if "kind" in case else ask)(case) for case in cases}
(folder / "answer.json").write_text(json.dumps(answer))
