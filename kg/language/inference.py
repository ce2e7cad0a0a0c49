"""Networks in the ONNX form: run on this machine, and reported to nobody."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

Network: TypeAlias = "InferenceSession"
"""What runs a network, for the callers that only hand it on."""


def load_network(network: str | bytes) -> Network:
    """A network, ready to run on one thread, so that the same input gives the same numbers.

    Args:
        network: The file's path, or its bytes.
    """
    silence()
    from onnxruntime import InferenceSession, SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = 1  # the other cores annotate meanwhile; a second gains a third
    return InferenceSession(network, options, providers=["CPUExecutionProvider"])


def silence() -> None:
    """Keep ONNX Runtime from telling its maker that it is used.

    It would begin as soon as it is imported, and write a number for this machine below the home
    folder. Only its environment variable stops that, and only before the import.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
