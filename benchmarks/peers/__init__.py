"""Other rule engines and table tools, each given the same eisen to compute in the way that its manual shows.

All start from the answers to the questions, in the form that suits the peer, and end with every eis of every row.
"""

from . import (
    clingo_peer,
    durable_peer,
    int8_peer,
    numpy_peer,
    openfisca_peer,
    pandas_peer,
    polars_peer,
    rule_engine_peer,
    zen_peer,
)

PEERS = (
    zen_peer.ADAPTER,
    rule_engine_peer.ADAPTER,
    clingo_peer.ADAPTER,
    durable_peer.ADAPTER,
    pandas_peer.ADAPTER,
    openfisca_peer.ADAPTER,
    numpy_peer.ADAPTER,
    int8_peer.ADAPTER,
    polars_peer.ADAPTER,
)
JOBS = (pandas_peer.JOB, openfisca_peer.JOB, int8_peer.JOB, polars_peer.JOB)
