#!/usr/bin/env python3
"""Medians of repeated key=value lines on stdin: median.py KEY[,KEY...] VALUE[,VALUE...]

Lines with the same keys belong together. Prints the median of each value, its least and its
greatest, in the order in which the keys first came.
"""
import re
import statistics
import sys

keys, values = sys.argv[1].split(","), sys.argv[2].split(",")
groups = {}
for line in sys.stdin:
    pairs = dict(re.findall(r"(\w+)=(\S+)", line))
    if all(key in pairs for key in keys):
        groups.setdefault(tuple(pairs[key] for key in keys), []).append(pairs)
for group, rows in groups.items():
    text = " ".join(f"{key}={value}" for key, value in zip(keys, group))
    for value in values:
        numbers = [float(row[value]) for row in rows if value in row]
        if numbers:
            text += f"  {value}={statistics.median(numbers):.4g}"
            text += f" [{min(numbers):.4g} .. {max(numbers):.4g}] n={len(numbers)}"
    print(text)
