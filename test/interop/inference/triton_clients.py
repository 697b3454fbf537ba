"""Asks a server of the tides with the clients of Triton, and prints what they read."""

import json
import sys

import numpy as np
import tritonclient.grpc as triton_grpc
import tritonclient.http as triton_http
from tritonclient.utils import InferenceServerException

address, grpc_address = sys.argv[1:3]
ports = ["doolin", "galway"]
moment = "2026-03-02T06:00:00.000Z"


def inputs_of(module, is_binary):
    port = module.InferInput("port", [2, 1], "BYTES")
    at = module.InferInput("at", [2, 1], "BYTES")
    pull = module.InferInput("pull", [2, 1], "FP64")
    values = [
        (port, np.array([[p] for p in ports], dtype=np.object_)),
        (at, np.array([[moment]] * 2, dtype=np.object_)),
        (pull, np.array([[1.5], [np.nan]])),
    ]
    for tensor, value in values:
        if module is triton_http:
            tensor.set_data_from_numpy(value, binary_data=is_binary)
        else:
            tensor.set_data_from_numpy(value)
    return [port, at, pull]


def levels_of(result):
    ids = result.as_numpy("predictionId")
    assert ids.shape == (2, 1) and len({bytes(i) for i in ids.flatten()}) == 2, ids
    return result.as_numpy("level").flatten().tolist()


def error_of(ask):
    try:
        ask()
    except InferenceServerException as error:
        return [error.status(), error.message()]
    return None


def ask_http():
    client = triton_http.InferenceServerClient(address)
    assert client.is_server_live() and client.is_server_ready() and client.is_model_ready("tide")
    config = client.get_model_config("tide")
    client.unload_model("tide")
    state = client.get_model_repository_index()[0]["state"]
    unloaded = error_of(lambda: client.infer("tide", inputs_of(triton_http, True)))
    client.load_model("tide")
    wanted = [triton_http.InferRequestedOutput("level", binary_data=False)]
    only = client.infer("tide", inputs_of(triton_http, False), outputs=wanted, request_id="7")
    packed = client.infer(
        "tide",
        inputs_of(triton_http, True),
        request_compression_algorithm="gzip",
        response_compression_algorithm="deflate",
    )
    return {
        "extensions": client.get_server_metadata()["extensions"],
        "inputs": client.get_model_metadata("tide", "1")["inputs"],
        "optional": [i["name"] for i in config["input"] if i["optional"]],
        "unloaded": [state, unloaded],
        "binary": levels_of(client.infer("tide", inputs_of(triton_http, True))),
        "json": levels_of(client.infer("tide", inputs_of(triton_http, False))),
        "packed": levels_of(packed),
        "only": [only.get_response()["id"], only.as_numpy("level").flatten().tolist()],
        "unknown": error_of(lambda: client.infer("tides", inputs_of(triton_http, True))),
        "stats": client.get_inference_statistics("tide")["model_stats"][0]["inference_count"],
    }


def ask_grpc():
    client = triton_grpc.InferenceServerClient(grpc_address)
    assert client.is_server_live() and client.is_server_ready() and client.is_model_ready("tide")
    metadata = client.get_model_metadata("tide", as_json=True)
    index = client.get_model_repository_index(as_json=True)
    client.unload_model("tide")
    unloaded = error_of(lambda: client.infer("tide", inputs_of(triton_grpc, True)))
    client.load_model("tide")
    packed = client.infer("tide", inputs_of(triton_grpc, True), compression_algorithm="gzip")
    statistics = client.get_inference_statistics("tide", as_json=True)["model_stats"][0]
    return {
        "extensions": list(client.get_server_metadata().extensions),
        "inputs": [
            {**i, "shape": [int(size) for size in i["shape"]]} for i in metadata["inputs"]
        ],
        "index": index,
        "unloaded": unloaded,
        "raw": levels_of(client.infer("tide", inputs_of(triton_grpc, True))),
        "packed": levels_of(packed),
        "stream": stream(client),
        "unknown": error_of(lambda: client.infer("tides", inputs_of(triton_grpc, True))),
        "batches": [int(b["batch_size"]) for b in statistics["batch_stats"]],
    }


def stream(client):
    """Three requests on one stream, of which the second can't be answered."""
    got = []
    client.start_stream(lambda result, error: got.append(error.message() if error else levels_of(result)))
    for model in ["tide", "tides", "tide"]:
        client.async_stream_infer(model, inputs_of(triton_grpc, True))
    client.stop_stream()
    return got


print(json.dumps({"http": ask_http(), "grpc": ask_grpc()}))
