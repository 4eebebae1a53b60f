"""Whatever the OpenAPI schema allows is answered as it says: schemathesis asks at random."""

from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.core.result import Ok

from services import Services
from tests.hook import Hook


def test_the_schema_is_kept(small_services: Services) -> None:
    schema = schemathesis.openapi.from_asgi("/openapi.json", Hook(small_services).web)
    operations = [found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)]
    assert len(operations) == 13
    for operation in operations:

        @settings(
            max_examples=20,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def ask(case: Any) -> None:
            case.call_and_validate()

        ask()
