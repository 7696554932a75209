"""The combinations: every two values of different factors meet in some file, and which pairs cannot."""
from itertools import combinations as choose

ALGORITHMS = [
    *(f"rsa{bits}-pkcs1-sha{digest}" for bits in (2048, 3072, 4096) for digest in (256, 384, 512)),
    "rsa2048-pss-sha256", "rsa3072-pss-sha384", "rsa4096-pss-sha512",
    "p256", "p384", "ed25519",
]
STRUCTURES = [
    "table", "xref-stream", "object-streams", "hybrid", "linearized", "linearized-object-streams",
    "garbage-before", "two-revisions", "version-1.3", "version-1.7", "version-2.0",
]
ENCRYPTIONS = [
    "none", "rc4-40/user", "rc4-128/user", "rc4-128/owner", "aes-128/user", "aes-128/owner",
    "aes-128-clear-metadata/user", "aes-256-r5/user", "aes-256/user", "aes-256/owner", "aes-256/empty",
]
CERTIFICATIONS = ["none", "1", "2", "3", "lock"]
NTH = ["1st", "2nd", "3rd"]
FIELDS = ["new", "named", "existing-visible", "existing-invisible", "nested"]

FACTORS = {
    "algorithm": ALGORITHMS, "structure": STRUCTURES, "encryption": ENCRYPTIONS,
    "certification": CERTIFICATIONS, "nth": NTH, "field": FIELDS,
}
NAMES = list(FACTORS)


def allowed(row):
    """Whether a (partial) row can exist: a dictionary of factor to value."""
    # A certification that permits no changes forbids every further signature (ISO 32000-2, 12.8.2.2).
    if row.get("certification") == "1" and row.get("nth", "1st") != "1st":
        return False
    # PDF 1.3 knows RC4 with 40 bits and nothing stronger.
    if row.get("structure") == "version-1.3" and row.get("encryption", "none") not in ("none", "rc4-40/user"):
        return False
    return True


def pairs_of(row):
    items = [(name, row[name]) for name in NAMES if name in row]
    return set(choose(items, 2))


def all_pairs():
    """Every pair that can exist, in a fixed order."""
    for one, other in choose(NAMES, 2):
        for first in FACTORS[one]:
            for second in FACTORS[other]:
                if allowed({one: first, other: second}):
                    yield ((one, first), (other, second))


def cover():
    """A greedy cover: start from the first open pair, then give each factor the value that closes most."""
    todo = dict.fromkeys(all_pairs())
    used = {(name, value): 0 for name in NAMES for value in FACTORS[name]}
    rows = []
    while todo:
        row = dict(next(iter(todo)))
        for name in NAMES:
            if name in row:
                continue
            candidates = [value for value in FACTORS[name] if allowed(row | {name: value})]
            row[name] = max(candidates, key=lambda value: (
                sum(pair in todo for pair in pairs_of({key: row[key] for key in NAMES if key in row} | {name: value})),
                -used[name, value]))
        row = {name: row[name] for name in NAMES}
        for pair in pairs_of(row):
            todo.pop(pair, None)
        for item in row.items():
            used[item] += 1
        rows.append(row)
    return rows


def check(rows):
    """What the list promises."""
    assert len(rows) >= 150, f"{len(rows)} combinations"
    assert all(allowed(row) for row in rows)
    met = set().union(*map(pairs_of, rows))
    missing = [pair for pair in all_pairs() if pair not in met]
    assert not missing, f"pairs that never meet: {missing[:5]}"


def table(rows):
    """The list as it is committed."""
    lines = ["\t".join(["number", *NAMES])]
    lines += ["\t".join([f"{number:03d}", *(row[name] for name in NAMES)]) for number, row in enumerate(rows, 1)]
    return "\n".join(lines) + "\n"
