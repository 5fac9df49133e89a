"""A fingerprint of values: two sweeps with the same one give the same rows.

Not a hash of their pickles, which depend on which texts happen to be shared, and not of their ``repr``, which is for
people: every field of every dataclass is taken in its order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import fields, is_dataclass
from hashlib import blake2b


def fingerprint(*values: object) -> str:
    """32 hexadecimal digits that any difference of content changes.

    >>> fingerprint({"a": 1}, (2, 3)) == fingerprint({"a": 1}, [2, 3])
    True
    >>> fingerprint(1) == fingerprint("1")
    False
    """
    digest = blake2b(digest_size=16)
    for value in values:
        for word in _words(value):
            digest.update(f"{len(word)}:{word}".encode(errors="surrogatepass"))
    return digest.hexdigest()


def _words(value: object) -> Iterator[str]:
    """A value as a row of words, brackets included, so that no two values have the same row."""
    if is_dataclass(value):
        yield f"{type(value).__name__}{len(fields(value))}"
        yield from (word for field in fields(value) for word in _words(getattr(value, field.name)))
    elif isinstance(value, Mapping):
        yield f"{{{len(value)}"
        yield from (word for pair in value.items() for item in pair for word in _words(item))
    elif isinstance(value, Set):
        yield "set"
        yield from _words(sorted(value))
    elif isinstance(value, Sequence) and not isinstance(value, str | bytes):
        yield f"[{len(value)}"
        yield from (word for item in value for word in _words(item))
    else:
        yield repr(value)
