#!/usr/bin/env python3
"""The public API of kyso as text, from rustdoc's JSON.

usage: api.py [--write]

Prints one sorted line an item that a user can reach, and compares it with `api.txt`: a difference is a
failure (`--write` takes the new state). A type of another crate in a public signature is a failure too;
only std, core and alloc may occur, and serde's traits as implementations.
"""
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OURS = {"kyso", "std", "core", "alloc"}


def rustdoc():
    """The JSON that rustdoc writes for the library."""
    environment = {**os.environ, "RUSTC_BOOTSTRAP": "1"}
    subprocess.run(
        ["cargo", "rustdoc", "--quiet", "--lib", "--all-features", "--", "-Zunstable-options", "--output-format", "json"],
        cwd=ROOT, env=environment, check=True)
    target = json.loads(subprocess.run(["cargo", "metadata", "--no-deps", "--format-version", "1"], cwd=ROOT,
                                       check=True, capture_output=True).stdout)["target_directory"]
    return json.loads(Path(target, "doc", "kyso.json").read_text(encoding="utf-8"))


class Api:
    """Walks the items that are reachable from the crate's root."""

    def __init__(self, document):
        self.index, self.paths, self.crates = document["index"], document["paths"], document["external_crates"]
        self.root, self.lines, self.foreign, self.seen = str(document["root"]), set(), set(), set()

    def crate_of(self, type_id):
        """The name of the crate in which a type is defined."""
        summary = self.paths.get(str(type_id))
        if summary is None:
            return None
        number = summary["crate_id"]
        return "kyso" if number == 0 else self.crates[str(number)]["name"]

    def note(self, node, where):
        """Records types of other crates anywhere below `node`."""
        if isinstance(node, dict):
            if "resolved_path" in node:
                path = node["resolved_path"]
                crate = self.crate_of(path["id"])
                if crate and crate not in OURS:
                    self.foreign.add(f"{where}: {path.get('path') or path.get('name')} of {crate}")
            for value in node.values():
                self.note(value, where)
        elif isinstance(node, list):
            for value in node:
                self.note(value, where)

    def show(self, node):
        """A type as short text."""
        if node is None:
            return "()"
        kind, value = next(iter(node.items())) if isinstance(node, dict) else (node, None)
        if kind == "primitive":
            return value
        if kind == "generic":
            return value
        if kind == "resolved_path":
            return (value.get("path") or value.get("name")) + self.arguments(value.get("args"))
        if kind == "borrowed_ref":
            return "&" + ("mut " if value.get("is_mutable") else "") + self.show(value["type"])
        if kind == "slice":
            return f"[{self.show(value)}]"
        if kind == "array":
            return f"[{self.show(value['type'])}; {value['len']}]"
        if kind == "tuple":
            return "(" + ", ".join(map(self.show, value)) + ")"
        if kind == "dyn_trait":
            return "dyn " + " + ".join(t["trait"].get("path") or t["trait"].get("name") for t in value["traits"])
        if kind == "impl_trait":
            return "impl " + " + ".join(self.bound(b) for b in value)
        if kind == "qualified_path":
            return f"{self.show(value['self_type'])}::{value['name']}"
        if kind == "function_pointer":
            return "fn"
        return kind

    def bound(self, bound):
        """A trait bound as short text."""
        if "trait_bound" not in bound:
            return "_"
        trait = bound["trait_bound"]["trait"]
        return (trait.get("path") or trait.get("name")) + self.arguments(trait.get("args"))

    def arguments(self, args):
        """Generic arguments as short text."""
        inner = (args or {}).get("angle_bracketed")
        if not inner:
            return ""
        shown = [self.show(a["type"]) for a in inner["args"] if "type" in a]
        return f"<{', '.join(shown)}>" if shown else ""

    def signature(self, name, function):
        """A function as one line."""
        inputs = ", ".join(f"{n}: {self.show(t)}" for n, t in function["sig"]["inputs"])
        output = function["sig"]["output"]
        return f"fn {name}({inputs})" + (f" -> {self.show(output)}" if output else "")

    def walk(self, item_id, prefix, shown_name=None):
        """Adds one item and what it holds."""
        item = self.index.get(str(item_id))
        if item is None or item["crate_id"] != 0 or (str(item_id), prefix) in self.seen:
            return
        self.seen.add((str(item_id), prefix))
        kind, inner = next(iter(item["inner"].items()))
        name = shown_name or item["name"]
        path = f"{prefix}::{name}" if prefix else name
        hard = " #[non_exhaustive]" if "non_exhaustive" in json.dumps(item.get("attrs", [])) else ""
        if kind == "module":
            for child in inner["items"]:
                self.walk(child, path)
        elif kind == "use":
            if inner.get("id") is not None:
                self.walk(inner["id"], prefix, None if inner.get("is_glob") else inner["name"])
        elif kind == "function":
            self.note(inner["sig"], path)
            self.lines.add(f"{prefix}: {self.signature(name, inner)}")
        elif kind in ("struct", "enum", "trait", "union"):
            self.lines.add(f"{kind} {path}{hard}")
            self.members(item, kind, inner, path)
        elif kind in ("constant", "static", "type_alias", "assoc_const", "assoc_type"):
            self.note(inner, path)
            self.lines.add(f"{kind} {path}")
        elif kind == "variant":
            self.lines.add(f"variant {path}{hard}")
            self.fields(inner["kind"], path)
        elif kind == "struct_field":
            self.note(inner, path)
            self.lines.add(f"field {path}: {self.show(inner)}")

    def fields(self, shape, path):
        """The fields of a struct or a variant."""
        if not isinstance(shape, dict):
            return
        body = next(iter(shape.values()))
        for child in body["fields"] if isinstance(body, dict) else body:
            if child is not None:
                self.walk(child, path)

    def members(self, item, kind, inner, path):
        """Fields, variants, methods and implemented traits of a type or trait."""
        if kind == "struct":
            self.fields(inner["kind"], path)
        for child in inner.get("variants", []):
            self.walk(child, path)
        for child in inner.get("items", []):
            self.walk(child, path)
        for implementation in inner.get("impls", []):
            block = self.index.get(str(implementation))
            if block is None:
                continue
            body = block["inner"]["impl"]
            if body["is_synthetic"] or body["blanket_impl"]:
                continue
            trait = body["trait"]
            if trait:
                self.lines.add(f"impl {trait.get('path') or trait.get('name')}{self.arguments(trait.get('args'))} for {path}")
            else:
                for child in body["items"]:
                    self.walk(child, path)


def main():
    """Compares or writes, and returns the exit status."""
    api = Api(rustdoc())
    api.walk(api.root, "")
    lines = sorted(api.lines)
    committed = ROOT / "api.txt"
    if "--write" in sys.argv[1:]:
        committed.write_text("\n".join(lines) + "\n", encoding="utf-8")
    known = committed.read_text(encoding="utf-8").splitlines() if committed.exists() else []
    for line in sorted(set(known) - set(lines)):
        print(f"- {line}")
    for line in sorted(set(lines) - set(known)):
        print(f"+ {line}")
    for line in sorted(api.foreign):
        print(f"foreign type in the public API: {line}")
    print(f"public API: {len(lines)} items, {len(api.foreign)} foreign types, {'as' if known == lines else 'NOT as'} in api.txt")
    return 0 if known == lines and not api.foreign else 1


if __name__ == "__main__":
    sys.exit(main())
