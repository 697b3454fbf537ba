"""Asks a server of the tides with the client of KServe, and prints what it reads."""

import asyncio
import json
import sys

import numpy as np
from kserve import InferenceRESTClient, InferInput, InferRequest, RESTConfig

url = f"http://{sys.argv[1]}"
moment = "2026-03-02T06:00:00.000Z"
ports = ["doolin", "galway"]


async def ask_kserve():
    client = InferenceRESTClient(RESTConfig(protocol="v2"))
    port = InferInput("port", [2, 1], "BYTES", data=ports)
    at = InferInput("at", [2, 1], "BYTES", data=[moment] * 2)
    pull = InferInput("pull", [2, 1], "FP64")
    pull.set_data_from_numpy(np.array([[1.5], [np.nan]]), binary_data=True)
    request = InferRequest("tide", [port, at, pull])
    answer = await client.infer(url, request, model_name="tide")
    return {
        "live": await client.is_server_live(url),
        "ready": await client.is_server_ready(url),
        "model": await client.is_model_ready(url, "tide"),
        "levels": answer.outputs[0].as_numpy().flatten().tolist(),
        "v1": await ask_v1(),
    }


async def ask_v1():
    client = InferenceRESTClient(RESTConfig(protocol="v1"))
    rows = [
        {"port": "doolin", "at": moment, "pull": 1.5},
        {"port": "galway", "at": moment, "pull": None},
    ]
    answer = await client.infer(url, {"instances": rows}, model_name="tide")
    return {
        "predictions": answer["predictions"],
        "model": await client.is_model_ready(url, "tide"),
    }


print(json.dumps(asyncio.run(ask_kserve())))
