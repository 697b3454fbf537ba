"""Checks exported models in full, and answers rows with ONNX Runtime of Python.

Of `model.onnx` by the columns of `columns.json`; of any other name.onnx by those of name.json, all in one answer.
"""

import json
import pathlib
import sys

import numpy
import onnx
import onnxruntime

folder = pathlib.Path(sys.argv[1])


def answer(model, given):
    onnx.checker.check_model(onnx.load(model), full_check=True)
    session = onnxruntime.InferenceSession(model)
    columns = json.loads(given.read_text())
    feeds = {
        name: numpy.array(
            [[numpy.nan if value is None else value] for value in column["values"]],
            dtype=numpy.float32 if column["kind"] == "number" else object,
        )
        for name, column in columns.items()
    }
    wanted = [each.name for each in session.get_inputs()]
    output, *_ = session.run(None, {name: feed for name, feed in feeds.items() if name in wanted})
    return {
        "inputs": {each.name: [each.type, each.shape] for each in session.get_inputs()},
        "output": [session.get_outputs()[0].name, session.get_outputs()[0].type],
        "predictions": output[:, 0].astype(float).tolist(),
    }


one = folder / "model.onnx"
if one.exists():
    answers = answer(one, folder / "columns.json")
else:
    answers = {}
    for model in folder.glob("*.onnx"):
        try:
            answers[model.stem] = answer(model, model.with_suffix(".json"))
        except Exception as error:
            answers[model.stem] = {"problem": str(error)}
(folder / "answer.json").write_text(json.dumps(answers))
