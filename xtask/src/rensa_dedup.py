"""Near duplicates with rensa: what a careful person writes. IN OUT SIMILARITY"""

import json
import pathlib
import re
import sys

from rensa import RMinHash, RMinHashLSH

source, out, least = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), float(sys.argv[3])
(out / "documents").mkdir(parents=True)
index, sketches = RMinHashLSH(threshold=least, num_perm=128, num_bands=16), {}
with open(out / "documents" / "kept.jsonl", "w") as kept:
    for path in sorted(source.iterdir()):
        for line in open(path):
            words = re.findall(r"\w+", json.loads(line)["text"].lower())
            shingles = [" ".join(words[at : at + 5]) for at in range(max(1, len(words) - 4))]
            sketch = RMinHash(num_perm=128, seed=1)
            sketch.update(shingles)
            if any(sketch.jaccard(sketches[other]) >= least for other in index.query(sketch)):
                continue
            index.insert(len(sketches), sketch)
            sketches[len(sketches)] = sketch
            kept.write(line)
