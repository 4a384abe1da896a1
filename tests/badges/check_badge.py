"""Reads what the hub hands out with nothing but Python's standard library, and says what it finds.

Standard input: JSON with `forms` [{jws, jwk}], `list` {jws, jwk}, `png` and `svg` (base64).
Standard output: JSON with what was established about each.
"""

import base64
import gzip
import hashlib
import json
import struct
import sys
import xml.etree.ElementTree as ElementTree
import zlib

P = 2**256 - 2**224 + 2**192 + 2**96 - 1
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
G = (
    0x6B17D1F2E12C4247F8BCE6E563A440F277037D812DEB33A0F4A13945D898C296,
    0x4FE342E2FE1A7F9B8EE7EB4A7C0F9E162BCE33576B315ECECBB6406837BF51F5,
)
SHA256_PREFIX = bytes.fromhex("3031300d060960864801650304020105000420")


def decode(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def number(text):
    return int.from_bytes(decode(text), "big")


def add(a, b):
    if a is None or b is None:
        return a or b
    if a[0] == b[0]:
        if (a[1] + b[1]) % P == 0:
            return None
        slope = (3 * a[0] * a[0] - 3) * pow(2 * a[1], -1, P) % P
    else:
        slope = (b[1] - a[1]) * pow(b[0] - a[0], -1, P) % P
    x = (slope * slope - a[0] - b[0]) % P
    return x, (slope * (a[0] - x) - a[1]) % P


def multiply(point, times):
    total = None
    while times:
        if times & 1:
            total = add(total, point)
        point = add(point, point)
        times >>= 1
    return total


def es256(jwk, signed, signature):
    r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
    if len(signature) != 64 or not (0 < r < N and 0 < s < N):
        return False
    inverse = pow(s, -1, N)
    digest = int.from_bytes(hashlib.sha256(signed).digest(), "big")
    point = add(multiply(G, digest * inverse % N), multiply((number(jwk["x"]), number(jwk["y"])), r * inverse % N))
    return point is not None and point[0] % N == r


def rs256(jwk, signed, signature):
    modulus, size = number(jwk["n"]), len(decode(jwk["n"]))
    block = pow(int.from_bytes(signature, "big"), number(jwk["e"]), modulus).to_bytes(size, "big")
    tail = b"\x00" + SHA256_PREFIX + hashlib.sha256(signed).digest()
    return len(signature) == size and block == b"\x00\x01" + b"\xff" * (size - 2 - len(tail)) + tail


def check_jws(jws, jwk):
    head, body, signature = jws.split(".")
    header = json.loads(decode(head))
    verify = {"RS256": rs256, "ES256": es256}[header["alg"]]
    signed = f"{head}.{body}".encode()
    good = verify(jwk, signed, decode(signature))
    spoiled = verify(jwk, signed + b"x", decode(signature))
    return {"alg": header["alg"], "kid": header["kid"] == jwk["kid"], "good": good, "spoiled": spoiled}


def set_bits(jws):
    encoded = json.loads(decode(jws.split(".")[1]))["credentialSubject"]["encodedList"]
    bits = gzip.decompress(decode(encoded[1:]))
    return {"entries": len(bits) * 8, "set": [8 * at + n for at, byte in enumerate(bits) for n in range(8) if byte & (0x80 >> n)]}


def png_badge(data):
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    found, at, pixels = [], 8, b""
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        assert struct.unpack(">I", data[at + 8 + length : at + 12 + length])[0] == zlib.crc32(kind + body)
        if kind == b"iTXt" and body.startswith(b"openbadgecredential\0"):
            found.append(body[len(b"openbadgecredential\0") + 4 :].decode())
        if kind == b"IDAT":
            pixels += body
        at += 12 + length
    assert len(zlib.decompress(pixels)) > 0 and kind == b"IEND"
    return found


def svg_badge(data):
    name = "{https://purl.imsglobal.org/ob/v3p0}credential"
    return [element.get("verify") for element in ElementTree.fromstring(data).iter(name)]


given = json.load(sys.stdin)
print(
    json.dumps(
        {
            "forms": [check_jws(form["jws"], form["jwk"]) for form in given["forms"]],
            "list": {**check_jws(given["list"]["jws"], given["list"]["jwk"]), **set_bits(given["list"]["jws"])},
            "png": png_badge(base64.b64decode(given["png"])),
            "svg": svg_badge(base64.b64decode(given["svg"])),
        }
    )
)
