"""SQL stands in `sql.py` of its room, each statement with a name, what it does, and the indexes it uses."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.stack.servers import REPOSITORY

ROOTS = ("prm", "partners", "leads", "routing", "crm", "portal", "bench")
# The questions that a CRM is asked are in its own language.
ADAPTERS = REPOSITORY / "crm" / "adapters"
# What migrations are made of belongs with them.
OPERATIONS = {"prm/platform/tenants/wall.py", "prm/platform/ledger/operations.py"}
STATEMENT = re.compile(
    r"\s*\(?(SELECT\s+\S.*(\sFROM\s|\()|SELECT\s+\d|INSERT\s+INTO\s|UPDATE\s+\S+(\s+AS\s+\S+)?\s+SET\s|DELETE\s+FROM\s"
    r"|WITH\s+\w+.*\sAS\s+\(|(CREATE|ALTER|DROP)\s+(TABLE|INDEX|ROLE|DATABASE|FUNCTION|TRIGGER|POLICY)"
    r"|(GRANT|REVOKE)\s.*\sON\s|(LOCK|TRUNCATE)\s+TABLE\s)",
    re.DOTALL,
)
ASKING = {"execute", "executemany", "RawSQL", "raw", "extra", "copy"}
COMMENTED = re.compile(r"((?:^#.*\n)+)([A-Z_]+)(?:: [^=\n]+)? = ", re.MULTILINE)


def sources() -> list[Path]:
    found = [path for root in ROOTS for path in (REPOSITORY / root).rglob("*.py")]
    return sorted(path for path in found if "migrations" not in path.parts and ADAPTERS not in path.parents)


def is_for_sql(path: Path) -> bool:
    return path.name == "sql.py" or str(path.relative_to(REPOSITORY)) in OPERATIONS


def raw_sql(code: str) -> Iterator[str]:
    """Every string that is a statement, or a piece of one that is put together where it is sent."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.JoinedStr):
            whole = "".join(
                str(part.value) if isinstance(part, ast.Constant) else "x" for part in node.values
            )
            if STATEMENT.match(whole):
                yield whole
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and STATEMENT.match(node.value):
            yield node.value
        elif isinstance(node, ast.Call) and _called(node.func) in ASKING:
            pieces = ast.walk(node.args[0]) if node.args else ()
            yield from (str(p.value) for p in pieces if isinstance(p, ast.Constant) and type(p.value) is str)


def _called(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def test_no_statement_stands_outside_sql_modules() -> None:
    found = [
        f"{path.relative_to(REPOSITORY)}: {' '.join(text.split())[:60]}"
        for path in sources()
        if not is_for_sql(path)
        for text in raw_sql(path.read_text())
    ]
    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        "ASK = 'SELECT id FROM leads_lead'",
        'ask(f"""\nUPDATE {table} SET state = 1""")',
        "cursor.execute('VACUUM')",
        "cursor.execute(STATEMENT + ' LIMIT 1')",
        "rows.annotate(n=RawSQL('1 + 1', []))",
        "x = 'WITH given AS (TABLE a) SELECT 1'",
        "pick('SELECT due_vendors(%s)')",
    ],
)
def test_a_statement_is_seen_wherever_it_hides(code: str) -> None:
    assert list(raw_sql(code))


def test_a_sentence_is_no_statement() -> None:
    words = ["Select a partner from the list", "SELECT, INSERT", "UPDATE (lead_facts)", "With love (as ever)"]
    assert not [text for text in words if list(raw_sql(repr(text)))]


def test_each_statement_says_what_it_does_and_names_indexes_that_exist(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes")
        existing = {name for (name,) in cursor.fetchall()}
    for path in (path for path in sources() if path.name == "sql.py"):
        code, where = path.read_text(), path.relative_to(REPOSITORY)
        names = re.findall(r"^([A-Z_]+)(?:: [^=\n]+)? = ", code, re.MULTILINE)
        comments = {name: comment for comment, name in COMMENTED.findall(code)}
        assert names
        assert list(comments) == names, f"{where}: a statement without a line above it"
        for name, comment in comments.items():
            statement = code.split(f"\n{name}", 1)[1].split("\n# ", 1)[0]
            indexes = indexes_of(comment)
            assert indexes <= existing, f"{where}: {name} names {indexes - existing}"
            assert indexes or "vendor_id = %" not in statement, f"{where}: {name} names no index"


def indexes_of(comment: str) -> set[str]:
    """The names after "Index:", without what stands in brackets."""
    text = " ".join(line.lstrip("# ") for line in comment.splitlines()).partition("Index: ")[2]
    return set(re.findall(r"\w+", re.sub(r"\(.*?\)", "", text.partition(".")[0])))
