"""Run as a program of its own: llama.cpp's server for one file of weights, on one thread, until standard input ends.

Imports nothing of ours. Reads `{"weights", "context_tokens", "key"}` as one line of JSON and writes the address. Whoever
started it holds the other end of standard input: when that process ends, however it ends, so does this one.
"""

import json
import os
import sys

import xllamacpp  # type: ignore[import-untyped]  # it has no types


def main() -> None:
    given = json.loads(sys.stdin.readline())
    parameters = xllamacpp.CommonParams()
    parameters.model.path = given["weights"]
    parameters.n_ctx = given["context_tokens"]
    parameters.api_keys = [given["key"]]
    parameters.port = 0
    parameters.n_parallel = 1
    parameters.n_gpu_layers = 0
    parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = 1
    server = xllamacpp.Server(parameters)
    sys.stdout.write(f"{server.listening_address}\n")
    sys.stdout.flush()
    while sys.stdin.read(1):
        pass
    os._exit(0)  # without waiting for an answer that nobody will read


if __name__ == "__main__":
    main()
