#!/usr/bin/env python3
"""Fails when a direct dependency has no reason in CONTRIBUTING.md, or a reason has no dependency any more."""
import re
import sys
import tomllib
from pathlib import Path

root = Path(__file__).resolve().parent.parent
manifest = tomllib.loads((root / "Cargo.toml").read_text(encoding="utf-8"))
used = set()
for section in ("dependencies", "dev-dependencies"):
    for name, value in manifest.get(section, {}).items():
        used.add(value.get("package", name) if isinstance(value, dict) else name)
text = (root / "CONTRIBUTING.md").read_text(encoding="utf-8").split("## Dependencies")[1]
named = {name for line in text.splitlines() if line.startswith("| `") for name in re.findall(r"`([^`]+)`", line.split("|")[1])}
print(f"{len(used)} direct dependencies, {len(named)} reasons")
if used != named:
    sys.exit(f"CONTRIBUTING.md: no reason for {sorted(used - named)}; no dependency {sorted(named - used)}")
