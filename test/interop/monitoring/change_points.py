"""Where River (with its Python) or Frouros (with its own) find changes in the series of a folder."""

import json
import pathlib
import sys

folder = pathlib.Path(sys.argv[1])
cases = json.loads((folder / "cases.json").read_text())


def river(rule, values):
    from river import drift

    if rule["kind"] == "pageHinkley":
        detector = drift.PageHinkley(threshold=rule["threshold"], delta=rule["tolerance"])
        return [f"c{at}" for at, value in enumerate(values) if updated(detector, value)]
    # The helper alone goes on after a change; the detector around it starts anew.
    helper = drift.ADWIN(delta=rule["level"])._helper
    return [f"c{at}" for at, value in enumerate(values) if helper.update(value)]


def updated(detector, value):
    detector.update(value)
    return detector.drift_detected


def frouros(rule, values):
    import numpy
    from frouros.detectors.concept_drift import DDM, EDDM, KSWIN, KSWINConfig

    if rule["kind"] == "kswin":
        numpy.random.seed(rule["seed"])
        detector = KSWIN(config=KSWINConfig(alpha=rule["level"], seed=rule["seed"]))
    else:
        detector = {"ddm": DDM, "eddm": EDDM}[rule["kind"]]()
    found = []
    for at, value in enumerate(values):
        detector.update(value=value)
        if detector.drift:
            found.append(f"c{at}")
            detector.reset()
        elif getattr(detector, "warning", False):
            found.append(f"w{at}")
    return found


answer = {}
for case in cases:
    try:
        ask = river if case["rule"]["kind"] in ("pageHinkley", "adwin") else frouros
        answer[case["name"]] = ask(case["rule"], case["values"])
    except ImportError:
        pass
(folder / "answer.json").write_text(json.dumps(answer))
