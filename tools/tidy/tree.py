"""The files that the tidy rules look at, and the form of a problem."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

TEXT = {".bpmn", ".c", ".cmake", ".cpp", ".css", ".dmn", ".hpp", ".html", ".js", ".json", ".md", ".py", ".scenario", ".sh", ".sql",
        ".svg", ".toml", ".ts", ".tsx", ".txt", ".xml", ".xsd", ".yaml", ".yml", ""}
SKIPPED_FOLDERS = {".git", "build", "node_modules", "__pycache__"}
VERBATIM = ("tests/fuzz/corpora/", "tests/golden/")  # bytes that must stay as they are


@dataclass(frozen=True)
class Problem:
    path: str
    line: int
    text: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.text}"


class File:
    """One file of the repository: `path` is relative to the root, with slashes."""

    def __init__(self, root, path):
        self.path = path
        self.full = root / path
        self.name = self.full.name
        self.suffix = self.full.suffix if not self.name.startswith(".") else ""
        self.data = self.full.read_bytes()
        self.is_text = self.suffix in TEXT and b"\0" not in self.data and not path.startswith(VERBATIM)
        self.text = self.data.decode("utf-8", errors="replace") if self.is_text else ""
        self.lines = self.text.split("\n")
        self.is_cpp = self.suffix in (".cpp", ".hpp")
        self.is_shell = self.is_text and self.lines[0].startswith("#!") and "sh" in self.lines[0]

    def problem(self, line, text):
        return Problem(self.path, line, text)


def paths(root):
    """What git tracks or would track; without git, every file outside build folders."""
    listed = None
    if (root / ".git").exists():
        listed = subprocess.run(["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
                                capture_output=True, check=False)
    if listed is not None and listed.returncode == 0:
        names = listed.stdout.decode().split("\0")
    else:
        names = [file.relative_to(root).as_posix() for file in root.rglob("*")]
    return sorted({name for name in names if name and not SKIPPED_FOLDERS.intersection(Path(name).parts)})


def read(root):
    return [File(root, path) for path in paths(root) if (root / path).is_file() and not (root / path).is_symlink()]
