"""Inputs that are almost right: real files and requests, changed at random.

Bytes are cut, doubled, swapped and replaced; of a document with a structure, values, names and whole branches are.
The same random numbers give the same input, so a seed is all that a failure needs to be seen again.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from random import Random

TOKENS = (
    *(b"", b"\0", b"\n", b"\r\n", b'"', b"'", b"\\", b"{", b"}", b"[", b"]", b"[[", b":", b",", b"=", b"#", b"."),
    *(b"null", b"true", b"NaN", b"-Infinity", b"1e999", b"-1", b"0", b"9" * 25, b"9" * 5000, b"1979-05-27T07:32:00Z"),
    *(b"\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\\ud800", b"\xe2\x80\xae", b"\xf0\x9f\x9a\x80", b"\x1b[31m"),
    *(
        b"10.0.0.0/0",
        b"10.0.0.0/33",
        b"::/0",
        b"2001:db8::/64",
        b"256.0.0.1",
        b"0.0.0.0",
        b"172.17.**.**",
    ),
    *(b"%s%n{}", b"${x}", b"../../x", b"[" * 300, b'{"a":' * 300, b"a" * 2000, b"''' \"\"\"", b"{n:999999999}", b"{n}"),
)
"""What has a meaning for JSON, TOML, HTTP, addresses or terminals."""

VALUES: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1, 2**31, 2**63, 10**30, 0.5, -0.0, 1e300, "", " ", "0", "-1", "1e3", "true", "null"),
    *("\0", "\ud800", "\u202e", "\x1b[31m", "é" * 300, "a" * 3000, "*", "x****", "a/b", "../x", "<script>", "=1+1"),
    *("10.0.0.0/24", "10.0.0.5", "10.0.0.0/28", "10.0.0.1/28", "0.0.0.0/0", "::/0", "2001:db8::1", "2001:db8::/80"),
    *("fe80::1%eth0", "::ffff:10.0.0.1", "1.2.3", "10.0.0.256", "vsw-1", "sg-1", "cn-hangzhou", "cn-hangzhou-h"),
    *([], {}, [[]], [None], [{}], {"": ""}, {"Tag": None}, {"Tag": [None, 1, ""]}, ["10.0.0.5", "10.0.0.5"], [0] * 200),
)
"""Values of every type, and texts that are almost addresses."""


def changed_bytes(content: bytes, random: Random) -> bytes:
    """A content with one to four changes of its bytes."""
    made = bytearray(content)
    for _ in range(random.randint(1, 4)):
        start = random.randint(0, len(made))
        end = min(len(made), start + random.choice((0, 0, 1, 1, 2, 8, 40, 400)))
        made[start:end] = _instead(bytes(made[start:end]), bytes(made), random)
    return bytes(made)


def _instead(part: bytes, whole: bytes, random: Random) -> bytes:
    """What comes in place of a part: a token, random bytes, the part twice, another part, or a bit that is turned."""
    which = random.randrange(5)
    if which == 0:
        return random.choice(TOKENS)
    if which == 1:
        return random.randbytes(random.randint(0, 6))
    if which == 2:
        return part * random.choice((0, 2, 3))
    if which == 3:
        start = random.randint(0, len(whole))
        return whole[start : start + random.randint(0, 60)]
    return bytes([*part[:-1], part[-1] ^ 1 << random.randrange(8)]) if part else b""


def changed_value(document: Any, random: Random) -> Any:  # noqa: ANN401 - a document of any shape
    """A document with one to three branches changed; the document itself stays as it is."""
    for _ in range(random.randint(1, 3)):
        document = _changed(document, random)
    return document


def _changed(here: Any, random: Random) -> Any:  # noqa: ANN401 - likewise
    if not isinstance(here, dict | list) or not here or random.random() < 0.12:
        return _other(here, random)
    if isinstance(here, list):
        place = random.randrange(len(here))
        return [*here[:place], _changed(here[place], random), *here[place + 1 :]]
    key = random.choice(list(here))
    return {**here, key: _changed(here[key], random)}


def _other(value: Any, random: Random) -> Any:  # noqa: ANN401 - likewise
    """In place of a value: another one, or the value wrapped, doubled, emptied, under another name."""
    which = random.randrange(8)
    if which == 0:
        return [value]
    if which == 1:
        return {"Tag": value, "Key": value}
    if which == 2 and isinstance(value, list) and value:
        return [*value, random.choice(value)]
    if which == 3 and isinstance(value, dict) and value:
        name = random.choice(list(value))
        other = random.choice((name.lower(), f"{name}s", "", "\ud800", random.choice(list(value))))
        return {**{key: item for key, item in value.items() if key != name}, other: value[name]}
    if which == 4 and isinstance(value, str) and value:
        return changed_bytes(value.encode(errors="surrogatepass"), random).decode(errors="surrogateescape")
    return random.choice(VALUES)


def json_bytes(document: Any, random: Random) -> bytes:  # noqa: ANN401 - a document of any shape
    """A document as JSON in one of the ways to write it."""
    text = json.dumps(document, ensure_ascii=random.random() < 0.5, indent=random.choice((None, None, 1)))
    return text.encode(errors="surrogatepass")
