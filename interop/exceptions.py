"""What a tool cannot read, with its own message: the only failures that the run accepts, and it demands them."""
import re

# tool, what the file has (a predicate over the row), the tool's message (a pattern), why
EXCEPTIONS = [
]


def expected(tool, row):
    """The exception that holds for this tool and row, or None."""
    return next((item for item in EXCEPTIONS if item[0] == tool and item[2](row)), None)


def judge(tool, row, problem):
    """None when the outcome is the expected one, else what is wrong. `problem` is None when the tool accepts."""
    exception = expected(tool, row)
    if exception is None:
        return problem
    if problem is None:
        return f"accepted, though EXCEPTIONS says that it cannot: {exception[4]}"
    if not re.search(exception[3], problem):
        return f"another message than EXCEPTIONS has: {problem}"
    return None


def markdown(counts):
    """EXCEPTIONS.md; `counts` says how many files each exception met."""
    lines = [
        "# What the other tools cannot read",
        "",
        "Written by `run.py` and compared with each run: every file of the rows concerned fails in that tool with that",
        "message, and no other file fails in any tool. The combinations are in `combinations.tsv`.",
        "",
        "| tool | files | which | the tool's message | why, and what stands in |",
        "| --- | --- | --- | --- | --- |",
    ]
    for index, (tool, which, _, message, why) in enumerate(EXCEPTIONS):
        shown = message.replace("\\", "").replace("|", "\\|")
        lines.append(f"| {tool} | {counts[index]} | {which} | `{shown}` | {why} |")
    return "\n".join(lines) + "\n"
