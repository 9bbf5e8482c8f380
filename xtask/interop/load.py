"""Loads an output of gristmill with the tools that people load corpora with.

    load.py OUT

Each tool tells how many rows every table has, and one digest of all ids and texts in
their order; they must all say the same as Python's own json.
"""

import glob
import hashlib
import json
import sys

import datasets
import duckdb
import jq
import pandas
import polars
import pyarrow.json

OUT = sys.argv[1]
TABLES = {"documents": ("id", "text"), "duplicates": ("id", "duplicate_of"), "edits": ("id", "before")}


def said(rows):
    digest, many = hashlib.sha256(), 0
    for first, second in rows:
        digest.update(json.dumps([first, second]).encode())
        many += 1
    return many, digest.hexdigest()[:16]


def by_json(files, columns):
    for name in files:
        for line in open(name, encoding="utf-8", newline="\n"):
            row = json.loads(line)
            yield tuple(row[column] for column in columns)


def by_datasets(files, columns):
    table = datasets.load_dataset("json", data_files=files, split="train", cache_dir=f"{OUT}/.interop")
    return zip(*(table[column] for column in columns))


def by_duckdb(files, columns):
    sql = f"select {', '.join(columns)} from read_json({files!r}, maximum_object_size=1000000000)"
    connection = duckdb.connect(config={"preserve_insertion_order": "true"})
    return connection.sql(sql).fetchall()


def by_polars(files, columns):
    return polars.concat(polars.read_ndjson(name) for name in files).select(columns).iter_rows()


def by_pandas(files, columns):
    # Without these pandas makes numbers of ids and dates of texts.
    frames = [pandas.read_json(name, lines=True, dtype=False, convert_dates=False) for name in files]
    return pandas.concat(frames)[list(columns)].itertuples(index=False, name=None)


def by_pyarrow(files, columns):
    options = pyarrow.json.ReadOptions(block_size=256 << 20)
    for name in files:
        table = pyarrow.json.read_json(name, read_options=options)
        yield from zip(*(table[column].to_pylist() for column in columns))


def by_jq(files, columns):
    program = jq.compile("[" + ", ".join(f".{column}" for column in columns) + "]")
    for name in files:
        for line in open(name, encoding="utf-8", newline="\n"):
            yield tuple(program.input_text(line).first())


TOOLS = {
    "json": by_json, "datasets": by_datasets, "duckdb": by_duckdb, "polars": by_polars,
    "pandas": by_pandas, "pyarrow": by_pyarrow, "jq": by_jq,
}

datasets.disable_progress_bars()
wrong = 0
print("| table | tool | rows | digest |\n|---|---|---|---|")
for table, columns in TABLES.items():
    files = sorted(glob.glob(f"{OUT}/{table}/part-*.jsonl"))
    expected = said(by_json(files, columns))
    for tool, load in TOOLS.items():
        try:
            found = said(load(files, columns))
        except Exception as error:  # a tool that cannot load it is the very thing looked for
            found = (type(error).__name__, str(error)[:120].replace("\n", " "))
        wrong += found != expected
        print(f"| {table} | {tool} | {found[0]} | {found[1]} |{'' if found == expected else ' **another one**'}")
sys.exit(wrong > 0)
