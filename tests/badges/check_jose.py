"""Verifies JWS with joserfc, an implementation of JOSE that shares nothing with ours.

Standard input: JSON list of {jws, jwk}. Standard output: JSON list of the payloads, null where a signature fails.
"""

import json
import sys

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import import_key

registry = jws.JWSRegistry(algorithms=["RS256", "ES256"])
# Its own limit of 512 bytes leaves no room for a key with its certificates.
registry.max_header_length = 16_384


def check(one):
    key = import_key({name: one["jwk"][name] for name in ("kty", "n", "e", "crv", "x", "y") if name in one["jwk"]})
    try:
        return json.loads(jws.deserialize_compact(one["jws"], key, registry=registry).payload)
    except JoseError:
        return None


print(json.dumps([check(one) for one in json.load(sys.stdin)]))
