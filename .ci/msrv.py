#!/usr/bin/env python3
"""Reads `cargo metadata` and fails when kyso's rust-version is not the highest among its dependencies."""
import json
import sys


def version(text):
    parts = [int(part) for part in (text or "0").split(".")]
    return tuple(parts + [0] * (3 - len(parts)))


packages = json.load(sys.stdin)["packages"]
ours = next(p for p in packages if p["name"] == "kyso")
others = [p for p in packages if p["source"] is not None]
highest = max(others, key=lambda p: version(p["rust_version"]))
print(f"rust-version {ours['rust_version']}; the highest among {len(others)} dependencies is "
      f"{highest['rust_version']} ({highest['name']} {highest['version']})")
if version(ours["rust_version"]) != version(highest["rust_version"]):
    sys.exit("msrv: rust-version in Cargo.toml must be the highest among the dependencies")
