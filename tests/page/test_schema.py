"""Every address answers what the OpenAPI document promises, whatever is asked of it."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from told_page import SETTINGS, store_record

from models.database import open_database

with warnings.catch_warnings():  # libraries it brings along warn while they are imported
    warnings.simplefilter("ignore")
    import schemathesis
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import (
        content_type_conformance,
        response_schema_conformance,
        status_code_conformance,
    )

_SETTINGS = replace(SETTINGS, hosts=frozenset({"testserver"}), takes_claims=True)
_CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """The page on the small record, as schemathesis sees it."""
    from detector.page.app import create_app

    database = open_database(f"sqlite:///{tmp_path_factory.mktemp('api') / 'test.db'}")
    store_record(database)
    yield schemathesis.openapi.from_asgi("/openapi.json", create_app(database, _SETTINGS))
    database.close()


def test_no_question_breaks_the_promise(api: schemathesis.BaseSchema) -> None:
    operations = [found.ok() for found in api.get_all_operations()]
    assert len(operations) > 40
    for operation in operations:
        _ask(operation)


def _ask(operation: schemathesis.APIOperation) -> None:
    @settings(
        max_examples=8,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def asked(case: schemathesis.Case) -> None:
        case.call_and_validate(checks=_CHECKS)

    asked()
