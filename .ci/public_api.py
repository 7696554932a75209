#!/usr/bin/env python3
"""Prints the library's public API, sorted, one item a line, from rustdoc's JSON.

Usage: public_api.py target/doc/kyso.json > api.txt

Fails when the type of another crate occurs in it (the standard library's apart): what embedders build on
must not change when a dependency does. The traits in TRAITS may be implemented, their crates not named otherwise.
Fails also when a type that may grow is not `non_exhaustive`; those in CLOSED are complete by their nature.
"""
import json
import sys

STANDARD = {"std", "core", "alloc"}
TRAITS = {"serde_core::ser::Serialize", "serde::ser::Serialize"}
CLOSED = {"kyso::ObjectId", "kyso::sign::Certification", "kyso::text::Lang"}
FORMATS = range(45, 60)


class Api:
    def __init__(self, document):
        self.index = document["index"]
        self.summaries = document["paths"]
        self.crates = document["external_crates"]
        self.public = {}  # id of an item -> the path under which users name it
        self.lines = set()
        self.foreign = set()
        self.growing = set()
        self.root = document["root"]

    def item(self, identifier):
        return self.index.get(str(identifier))

    def collect(self):
        root = self.item(self.root)
        modules = [(root, root["name"])]
        todo = []
        while modules:
            module, path = modules.pop(0)
            for child in map(self.item, module["inner"]["module"]["items"]):
                self.enter(child, path, modules, todo)
        for item, path in todo:
            self.describe(item, path)

    def enter(self, item, path, modules, todo):
        if item is None:
            return
        kind, inner = next(iter(item["inner"].items()))
        name = item["name"]
        if kind == "use":
            target = self.item(inner["id"]) if inner["id"] is not None else None
            if target is None:
                summary = self.summaries.get(str(inner["id"]))
                crate = self.crate(summary) if summary else inner["source"].split("::")[0]
                if crate not in STANDARD:
                    self.foreign.add(f"{path}::{inner['name']}: re-export of {inner['source']}")
                self.lines.add(f"{path}::{inner['name']}: use {inner['source']}")
                return
            if inner["is_glob"]:
                for child in target["inner"].get("module", {}).get("items", []) + target["inner"].get("enum", {}).get("variants", []):
                    self.enter(self.item(child), path, modules, todo)
                return
            item, name = target, inner["name"]
            kind = next(iter(item["inner"]))
        full = f"{path}::{name}"
        self.public.setdefault(item["id"], full)
        if kind == "module":
            self.lines.add(f"{full}: mod")
            modules.append((item, full))
        else:
            todo.append((item, full))

    def crate(self, summary):
        if summary["crate_id"] == 0:
            return summary["path"][0]
        return self.crates[str(summary["crate_id"])]["name"]

    # Types, as the source would write them.
    def path(self, resolved, where, trait=False):
        identifier = resolved["id"]
        args = self.arguments(resolved.get("args"), where)
        if identifier in self.public:
            return self.public[identifier] + args
        summary = self.summaries.get(str(identifier))
        if summary is None:
            return resolved["path"] + args
        crate = self.crate(summary)
        full = "::".join(summary["path"])
        if summary["crate_id"] != 0 and crate not in STANDARD and not (trait and full in TRAITS):
            self.foreign.add(f"{where}: {full}")
        if summary["crate_id"] == 0:
            self.foreign.add(f"{where}: {full}, which users cannot name")
        return full + args

    def arguments(self, args, where):
        if not args:
            return ""
        if "parenthesized" in args:
            inner = args["parenthesized"]
            out = f"({', '.join(self.type(t, where) for t in inner['inputs'])})"
            return out + (f" -> {self.type(inner['output'], where)}" if inner["output"] else "")
        parts = []
        for arg in args.get("angle_bracketed", {}).get("args", []):
            kind, value = next(iter(arg.items())) if isinstance(arg, dict) else (arg, None)
            parts.append({"lifetime": lambda: value, "type": lambda: self.type(value, where), "const": lambda: value["expr"]}.get(kind, lambda: "_")())
        for constraint in args.get("angle_bracketed", {}).get("constraints", []):
            binding = constraint["binding"]
            if "equality" in binding:
                parts.append(f"{constraint['name']} = {self.type(binding['equality'].get('type'), where)}")
            else:
                parts.append(f"{constraint['name']}: {self.bounds(binding['constraint'], where)}")
        return f"<{', '.join(parts)}>" if parts else ""

    def bounds(self, bounds, where):
        out = []
        for bound in bounds:
            if "trait_bound" in bound:
                modifier = "?" if bound["trait_bound"].get("modifier") == "maybe" else ""
                out.append(modifier + self.path(bound["trait_bound"]["trait"], where, trait=True))
            elif "outlives" in bound:
                out.append(bound["outlives"])
        return " + ".join(out)

    def type(self, value, where):
        if value is None:
            return "()"
        kind, inner = next(iter(value.items()))
        if kind == "resolved_path":
            return self.path(inner, where)
        if kind in ("generic", "primitive"):
            return inner
        if kind == "tuple":
            return "(" + ", ".join(self.type(t, where) for t in inner) + ("," if len(inner) == 1 else "") + ")"
        if kind == "slice":
            return f"[{self.type(inner, where)}]"
        if kind == "array":
            return f"[{self.type(inner['type'], where)}; {inner['len']}]"
        if kind == "borrowed_ref":
            lifetime = f"{inner['lifetime']} " if inner["lifetime"] else ""
            return f"&{lifetime}{'mut ' if inner['is_mutable'] else ''}{self.type(inner['type'], where)}"
        if kind == "raw_pointer":
            return f"*{'mut' if inner['is_mutable'] else 'const'} {self.type(inner['type'], where)}"
        if kind == "impl_trait":
            return "impl " + self.bounds(inner, where)
        if kind == "dyn_trait":
            traits = [self.path(t["trait"], where, trait=True) for t in inner["traits"]]
            return "dyn " + " + ".join(traits + ([inner["lifetime"]] if inner["lifetime"] else []))
        if kind == "qualified_path":
            trait = self.path(inner["trait"], where, trait=True) if inner.get("trait") else None
            own = self.type(inner["self_type"], where)
            return f"<{own} as {trait}>::{inner['name']}" if trait else f"{own}::{inner['name']}"
        if kind == "function_pointer":
            return "fn" + self.signature(inner["sig"], where)
        raise SystemExit(f"public_api.py: unknown type {kind} at {where}")

    def signature(self, sig, where):
        inputs = []
        for name, value in sig["inputs"]:
            text = self.type(value, where)
            inputs.append({"Self": "self", "&Self": "&self", "&mut Self": "&mut self"}.get(text, f"self: {text}") if name == "self" else f"{name}: {text}")
        output = f" -> {self.type(sig['output'], where)}" if sig["output"] else ""
        return f"({', '.join(inputs)}){output}"

    def generics(self, generics, where):
        names, clauses = [], []
        for parameter in generics["params"]:
            kind, inner = next(iter(parameter["kind"].items()))
            if kind == "type" and inner.get("is_synthetic"):
                continue
            names.append(parameter["name"])
            if kind == "type" and inner["bounds"]:
                clauses.append(f"{parameter['name']}: {self.bounds(inner['bounds'], where)}")
        for predicate in generics["where_predicates"]:
            bound = predicate.get("bound_predicate")
            if bound:
                clauses.append(f"{self.type(bound['type'], where)}: {self.bounds(bound['bounds'], where)}")
        return f"<{', '.join(names)}>" if names else "", f" where {', '.join(clauses)}" if clauses else ""

    def describe(self, item, full):
        kind, inner = next(iter(item["inner"].items()))
        marks = "#[non_exhaustive] " if "non_exhaustive" in item["attrs"] else ""
        names, clauses = self.generics(inner["generics"], full) if isinstance(inner, dict) and "generics" in inner else ("", "")
        if kind == "function":
            self.function(item, full)
        elif kind == "struct":
            self.lines.add(f"{full}: {marks}struct{names}{clauses}")
            self.may_grow(full, bool(marks) or not self.can_be_written(inner["kind"]))
            self.fields(inner["kind"], full)
        elif kind == "enum":
            self.lines.add(f"{full}: {marks}enum{names}{clauses}")
            self.may_grow(full, bool(marks))
            for variant in map(self.item, inner["variants"]):
                self.lines.add(f"{full}::{variant['name']}: variant")
                self.fields(variant["inner"]["variant"]["kind"], f"{full}::{variant['name']}")
        elif kind == "trait":
            bounds = self.bounds(inner["bounds"], full)
            self.lines.add(f"{full}: trait{names}{': ' + bounds if bounds else ''}{clauses}")
            self.members(inner["items"], full)
        elif kind == "constant":
            self.lines.add(f"{full}: const {self.type(inner['type'], full)}")
        elif kind == "static":
            self.lines.add(f"{full}: static {self.type(inner['type'], full)}")
        elif kind == "type_alias":
            self.lines.add(f"{full}: type{names} = {self.type(inner['type'], full)}")
        else:
            self.lines.add(f"{full}: {kind}")
        for implementation in inner.get("impls", []) if isinstance(inner, dict) else []:
            self.implementation(self.item(implementation), full)

    def may_grow(self, full, allowed):
        if allowed == (full in CLOSED):
            self.growing.add(full)

    @staticmethod
    def can_be_written(kind):
        """Whether users can write a value with all its fields."""
        shape = kind.get("plain") if isinstance(kind, dict) else None
        return bool(shape and shape["fields"] and not shape["has_stripped_fields"])

    def function(self, item, full):
        inner = item["inner"]["function"]
        names, clauses = self.generics(inner["generics"], full)
        header = inner["header"]
        words = "".join(word for word, on in (("const ", header["is_const"]), ("unsafe ", header["is_unsafe"]), ("async ", header["is_async"])) if on)
        self.lines.add(f"{full}: {words}fn{names}{self.signature(inner['sig'], full)}{clauses}")

    def fields(self, kind, full):
        if not isinstance(kind, dict):
            return
        shape, inner = next(iter(kind.items()))
        members = inner["fields"] if isinstance(inner, dict) else inner
        for field in (self.item(f) for f in members if f is not None):
            if field is not None:
                self.lines.add(f"{full}.{field['name']}: {self.type(field['inner']['struct_field'], full)}")

    def members(self, items, full):
        for member in map(self.item, items):
            if member is None:
                continue
            kind, inner = next(iter(member["inner"].items()))
            name = f"{full}::{member['name']}"
            if kind == "function":
                self.function(member, name)
            elif kind == "assoc_const":
                self.lines.add(f"{name}: const {self.type(inner['type'], name)}")
            elif kind == "assoc_type":
                self.lines.add(f"{name}: type" + (f" = {self.type(inner['type'], name)}" if inner["type"] else ""))

    def implementation(self, item, full):
        if item is None:
            return
        inner = item["inner"]["impl"]
        if inner["is_synthetic"] or inner["blanket_impl"] is not None:
            return
        if inner["trait"] is None:
            self.members(inner["items"], full)
            return
        trait = self.path(inner["trait"], full, trait=True)
        if trait.rsplit("::", 1)[-1] != "StructuralPartialEq":
            self.lines.add(f"{full}: impl {trait}")


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        document = json.load(file)
    if document["format_version"] not in FORMATS:
        sys.exit(f"public_api.py: rustdoc's JSON has format {document['format_version']}, known are {FORMATS}")
    api = Api(document)
    api.collect()
    print("\n".join(sorted(api.lines)))
    for line in sorted(api.foreign):
        print(f"foreign type in the public API: {line}", file=sys.stderr)
    for name in sorted(api.growing):
        print(f"not as CLOSED says, #[non_exhaustive] or complete by its nature: {name}", file=sys.stderr)
    sys.exit(1 if api.foreign or api.growing else 0)


if __name__ == "__main__":
    main()
