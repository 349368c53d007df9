"""Reads C++ as far as the tidy rules need it: comments and literals blanked out, functions with their length."""

import re
from dataclasses import dataclass

TOKEN = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"(?P<tag>[^()\s\\]*)\(.*?\)(?P=tag)"|"(?:\\.|[^"\\\n])*"|(?<![0-9A-Za-z_])\'(?:\\.|[^\'\\\n])+\'', re.DOTALL)
NOT_A_FUNCTION = re.compile(r"^\s*(?:inline\s+)?(?:namespace|class|struct|union|enum|extern\s*\"|template\s*<[^{]*>\s*(?:class|struct))\b")


def blank(text):
    """The same text, line by line, with comments, strings and character literals replaced by spaces."""
    def spaces(match):
        return re.sub(r"[^\n]", " ", match[0])
    return TOKEN.sub(spaces, text)


def raw_string_lines(text):
    """The numbers of the lines that a raw string literal covers."""
    lines = set()
    for match in TOKEN.finditer(text):
        if match[0].startswith('R"'):
            first = text.count("\n", 0, match.start()) + 1
            lines.update(range(first, first + match[0].count("\n") + 1))
    return lines


@dataclass(frozen=True)
class Function:
    name: str
    first_line: int
    last_line: int

    @property
    def length(self):
        return self.last_line - self.first_line + 1


def functions(text):
    """The outermost functions, by braces: a `{` after a parameter list that opens no type and no namespace. Lambdas and local
    types count as lines of the function around them."""
    code = re.sub(r"^[ \t]*#(?:[^\n]*\\\n)*[^\n]*", lambda m: re.sub(r"[^\n]", " ", m[0]), blank(text), flags=re.MULTILINE)
    found = []
    outer = []  # for every open brace outside functions: the header text before it
    header, line, position = "", 1, 0
    while position < len(code):
        letter = code[position]
        if letter == "{" and is_function(header):
            end = matching_brace(code, position)
            last = line + code.count("\n", position, end)
            follows = code[end + 1:end + 400].lstrip()[:1]
            if follows in (",", "{"):  # the braces of a member initializer
                header += "{}"
            else:
                found.append(Function(name_of(header), line - header.lstrip().count("\n"), last))
                header = ""
            line, position = last, end + 1
            continue
        if letter == "{":
            outer.append(header)
            header = ""
        elif letter in "};":
            header = ""
            if letter == "}" and outer:
                outer.pop()
        elif letter == ":" and header.strip() in ("public", "protected", "private"):
            header = ""
        else:
            header += letter
        line += letter == "\n"
        position += 1
    return found


def is_function(header):
    header = header.strip()
    return "(" in header and not NOT_A_FUNCTION.match(header) and not header.endswith(("=", ",", "(", "return"))


def name_of(header):
    name = re.search(r"([\w:~]+(?:\([^()]*\))?)\s*\(", header)
    before = re.match(r"\s*(TEST(?:_[FP])?\s*\([^)]*\))", header)
    return before[1] if before else (name[1] if name else "?")


def matching_brace(code, position):
    depth = 0
    for end in range(position, len(code)):
        depth += (code[end] == "{") - (code[end] == "}")
        if depth == 0:
            return end
    return len(code) - 1
