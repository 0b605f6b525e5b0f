"""Checks scenario files against the JSON Schema that the program prints, and that the schema refuses nonsense."""

import json
import sys

import jsonschema
import yaml

schema = json.load(open(sys.argv[1]))
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)

for path in sys.argv[2:]:
    for error in validator.iter_errors(yaml.safe_load(open(path))):
        sys.exit(f"{path}: {'.'.join(map(str, error.path))}: {error.message}")

for nonsense in (
    {"rig": {"distence": 3}},
    {"rig": {"distance": -1}},
    {"loop": {"steps": 0}},
    {"controller": {"rule": "newton"}},
    {"rig": {"servo": {"reversed": "maybe"}}},
):
    if validator.is_valid(nonsense):
        sys.exit(f"the schema accepts {nonsense}")
