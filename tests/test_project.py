"""The project as a visitor finds it: the worked example is fresh, the lock files are clean, the wheel is whole."""

from __future__ import annotations

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement

import kg
from kg.commands.serve import serve
from tests.shell import SHARE, write_shell

ROOT = Path(__file__).parents[1]
RENEW = "run `make golden` and look at the difference"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a build of the seed writes."""
    out = tmp_path_factory.mktemp("out")
    command = [sys.executable, "-m", "kg", "build", "seeds", "-q", "-o", str(out)]
    subprocess.run(command, cwd=ROOT, check=True)
    return out


def test_golden_the_worked_example_is_what_a_build_writes(built: Path) -> None:
    example = ROOT / "out" / "claims.ttl"
    assert (built / "claims.ttl").read_bytes() == example.read_bytes(), RENEW


def test_golden_the_page_of_the_worked_example_shows_what_a_build_finds(built: Path) -> None:
    """The page itself may be older: whoever changes a style need not write half a megabyte anew."""
    shown, found = (page_data(folder / "claims.html") for folder in (ROOT / "out", built))
    assert shown["nodes"] == found["nodes"], RENEW
    assert shown["relations"] == found["relations"], RENEW


def page_data(page: Path) -> dict[str, list[dict[str, object]]]:
    data = page.read_text(encoding="utf-8").split('<script type="application/json" id="data">')[1]
    return json.loads(data.split("</script>")[0])  # type: ignore[no-any-return]  # as it says


def test_the_turtle_in_the_readme_is_in_the_worked_example() -> None:
    excerpt = (
        (ROOT / "README.md").read_text(encoding="utf-8").split("```turtle\n")[1].split("```")[0]
    )
    example = (ROOT / "out" / "claims.ttl").read_text(encoding="utf-8").splitlines()
    assert [line for line in excerpt.splitlines() if line not in example] == [], RENEW


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_everything_locked_is_pinned_by_hash_and_no_registry_is_named(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "index" not in re.sub(r"^[\w.-]+==", "", text, flags=re.MULTILINE)
    requirements = re.split(r"\n(?=\S)", text.strip())
    assert all(
        "==" in requirement and "--hash=sha256:" in requirement for requirement in requirements
    )


def test_what_is_installed_is_what_is_locked() -> None:
    """A lock file may name two versions of a package, for older and for newer Pythons: the markers tell which."""
    lines = re.findall(
        r"^(\w\S*==.*?) \\\n",
        (ROOT / "requirements-dev.lock").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    wanted = [one for one in map(Requirement, lines) if one.marker is None or one.marker.evaluate()]
    assert len(wanted) > 50
    assert {
        one.name: version(one.name)
        for one in wanted
        if not one.specifier.contains(version(one.name))
    } == {}


def test_the_pictures_of_the_readme_are_in_the_repository() -> None:
    pictures = re.findall(
        r"!\[[^]]*\]\(([^)]+)\)", (ROOT / "README.md").read_text(encoding="utf-8")
    )
    assert pictures
    assert [path for path in pictures if not (ROOT / path).is_file()] == []


def test_the_citation_names_this_version() -> None:
    lines = (ROOT / "CITATION.cff").read_text(encoding="utf-8").splitlines()
    assert {"cff-version: 1.2.0", f"version: {kg.__version__}", "license: Apache-2.0"} <= set(lines)


def test_the_container_has_a_python_and_a_port_of_ours() -> None:
    lines = (ROOT / "Containerfile").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    versions = set(re.findall(r"python:(\S+)-slim", lines))
    assert {f"Programming Language :: Python :: {one}" for one in versions} <= {
        *project["classifiers"]
    }
    [port] = [one.default for one in serve.params if one.name == "port"]
    assert re.findall(r"^EXPOSE (.*)$", lines, re.MULTILINE) == [str(port)]
    assert "requirements.lock" in lines


def test_what_a_shell_knows_is_what_the_commands_say(tmp_path: Path) -> None:
    write_shell(tmp_path)
    names = {path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file()}
    assert names == {path.relative_to(SHARE) for path in SHARE.rglob("*") if path.is_file()}
    for name in names:
        assert (tmp_path / name).read_bytes() == (SHARE / name).read_bytes(), f"{name}: make shell"


def test_the_links_in_the_documents_lead_somewhere() -> None:
    for document in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/**/*.md")]:
        for path, anchor in re.findall(r"\]\(([^)#]*)#?([^)]*)\)", document.read_text("utf-8")):
            if "://" in path:
                continue
            target = document.parent / path if path else document
            assert target.exists(), f"{document.name}: {path}"
            assert not anchor or anchor in anchors(target), f"{document.name}: {path}#{anchor}"


def anchors(document: Path) -> set[str]:
    """The anchors of the headings of a Markdown file, as GitHub makes them."""
    headings = re.findall(r"^#+ (.+)$", document.read_text("utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_help_loads_nothing_heavy() -> None:
    code = "import sys\nfrom kg.cli import commands\ncommands(['--help'], standalone_mode=False)\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    assert not loaded & {
        "spacy",
        "numpy",
        "rdflib",
        "pyoxigraph",
        "pyshacl",
        "pyvis",
        "networkx",
        "dateparser",
    }


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, unpacked; the environment's packages are not downloaded again."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip"]
    options = ["--quiet", "--no-deps"]
    build = [*pip, "wheel", *options, "--no-build-isolation", "-w", str(folder), str(ROOT)]
    subprocess.run(build, check=True, env=without_checkout())
    [wheel] = folder.glob("*.whl")
    target = folder / "site"
    install = [*pip, "install", *options, "--no-index", "--target", str(target), str(wheel)]
    subprocess.run(install, check=True, env=without_checkout())
    return target


def without_checkout() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}


def test_the_types_hold_for_whoever_installs_the_wheel(site: Path, tmp_path: Path) -> None:
    """Without `py.typed` in it, all of `kg` would be of type Any."""
    assert (site / "kg" / "py.typed").exists()
    user = tmp_path / "api.py"
    shutil.copy(ROOT / "tests" / "typing" / "api.py", user)
    mypy = [sys.executable, "-m", "mypy", "--strict", "--config-file=", user.name]
    environment = without_checkout() | {"PYTHONPATH": str(site)}
    done = subprocess.run(
        mypy, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("Success: no issues found in 1 source file\n", "")


def test_every_public_name_is_imported_when_asked_for() -> None:
    source = ast.parse((ROOT / "kg" / "__init__.py").read_text(encoding="utf-8"))
    typed = next(node for node in source.body if isinstance(node, ast.If))
    imports = [node for node in typed.body if isinstance(node, ast.ImportFrom)]
    named = {alias.asname or alias.name for node in imports for alias in node.names}
    assert dir(kg) == sorted(kg.__all__) == sorted({*named, "__version__"})
    for node in imports:
        for alias in node.names:
            assert getattr(kg, alias.asname or alias.name) is getattr(
                import_module(str(node.module)), alias.name
            )
    with pytest.raises(AttributeError, match="module 'kg' has no attribute 'nothing'"):
        kg.nothing  # type: ignore[attr-defined]  # noqa: B018


def test_the_wheel_alone_builds_from_any_folder(site: Path, tmp_path: Path) -> None:
    """What is installed carries the ontology, the questions and the page with it.

    The wheel is in front of the environment's packages; the checkout is not on the path.
    """
    environment = without_checkout() | {"PYTHONPATH": str(site)}
    (tmp_path / "a.txt").write_text("It rained, Ann Lee said.", encoding="utf-8")
    run = [sys.executable, "-m", "kg"]
    subprocess.run([*run, "build", "a.txt", "-q"], cwd=tmp_path, check=True, env=environment)
    where = subprocess.run(
        [sys.executable, "-c", "import kg; print(kg.__file__)"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert where.stdout.startswith(str(site))
    asked = subprocess.run(
        [*run, "query", "said-by", "-p", "name=Ann Lee", "--format", "json"],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        check=True,
    )
    assert len(json.loads(asked.stdout)["results"]["bindings"]) == 1
