"""checkov, which here also looks into the JSON texts of Terraform's JSON: policies and container definitions.

In HCL checkov meets them as the values that `jsonencode` is given. Given a text, most of its checks (version 3.3.30)
report success or nothing at all, without a word.
"""

import json
import sys

from checkov.main import Checkov
from checkov.terraform_json import runner

create_definitions = runner.create_definitions


def create_definitions_with_values(file_paths):
    definitions, lines, errors = create_definitions(file_paths)
    for definition in definitions.values():
        for resources in definition.get("resource", []):
            for ofType in resources.values():
                for attributes in ofType.values():
                    attributes.update({name: as_value(texts) for name, texts in attributes.items()})
    return definitions, lines, errors


def as_value(texts):
    """checkov keeps each attribute in a list of one."""
    if isinstance(texts, list) and len(texts) == 1 and isinstance(texts[0], str) and texts[0][:1] in ("{", "["):
        try:
            return [json.loads(texts[0])]
        except ValueError:
            pass
    return texts


runner.create_definitions = create_definitions_with_values
sys.exit(Checkov().run())
