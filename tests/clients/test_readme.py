"""The program that the README shows frontend developers does what it says."""

import re
import subprocess
from pathlib import Path

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


def test_the_readmes_program_lists_two_pages_of_platforms(packages, graphql_url):
    shown = re.search(r"<!-- apollo -->\s*```js\n(.*?)```\s*<!-- /apollo -->", README, re.DOTALL)[1]
    assert shown.count("http://localhost:8000/graphql/") == 1
    program = packages / "readme.js"
    program.write_text(shown.replace("http://localhost:8000/graphql/", graphql_url), encoding="utf-8")
    command = ["node", str(program)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0] == "فيسبوك 2004"
    assert len(set(lines)) == 6
