"""Operations that were parsed, measured and found valid, kept by their text in bounded memory."""

from collections import OrderedDict
from collections.abc import Mapping
from threading import Lock
from typing import Any

from django.conf import settings
from django.core.signals import setting_changed
from django.dispatch import receiver
from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSyntaxError,
    NoSchemaIntrospectionCustomRule,
    OverlappingFieldsCanBeMergedRule,
    get_operation_ast,
    parse,
    specified_rules,
    validate,
)
from graphql.validation import ASTValidationRule, ValidationContext
from graphql.validation.validate import ValidationAbortedError

from . import limits
from .costs import cost, pricing_variables
from .errors import Code, Refusal, as_dict
from .naming import column_names
from .plan import Operation
from .plan.execution import MAX_PLANS
from .plan.selections import deciding_variables
from .privacy import holds_token
from .schema import schema

#: Bytes of all kept documents together, and what a token takes of them, parsed and in each plan.
KEPT_BYTES = 32_000_000
PARSED, PLANNED = 400, 300
MAX_ERRORS = 20
MAX_COERCION_ERRORS = 5
#: How many costs of one document are kept, one for each choice of the variables that decide it, and how long those
#: variables may be, written out.
MAX_COSTS, MAX_DECIDING = 32, 200
#: Comparisons of fields under one response name; graphql-core itself allows 500,000, for which it takes 0.7 s.
COMPARISONS = 10_000


class BoundedOverlapRule(OverlappingFieldsCanBeMergedRule):
    """The specification's rule, which compares every two fields of one name, with a tighter bound on its work."""

    def __init__(self, context: ValidationContext) -> None:
        super().__init__(context)
        self.rule_context.remaining_complexity_budget = COMPARISONS


class Prepared:
    """A valid document, with the plans of its operations."""

    def __init__(self, document: DocumentNode) -> None:
        self.document = document
        self.column_names = column_names(document)
        self._operations: dict[str | None, Operation] = {}
        self._pricing = sorted(pricing_variables(document))
        self._costs: dict[tuple[Any, ...], int] = {}

    @property
    def size(self) -> int:
        """About how many bytes the document takes at most, once it has all the plans and costs that it may have."""
        # A plan for each combination of what directives ask for: true, false, or left out.
        plans = min(MAX_PLANS, 3 ** len(deciding_variables(self.document.definitions)))
        costs = MAX_COSTS * 2 * MAX_DECIDING if self._pricing else 0
        return self.document.token_count * (PARSED + PLANNED * plans) + costs

    def cost(self, operation: Operation, variables: Mapping[str, Any]) -> int:
        """What ``operation`` costs at most with ``variables`` as the client sent them."""
        deciding = repr([(name, variables[name]) for name in self._pricing if name in variables])
        known = self._costs.get((operation.name, deciding))
        if known is None:
            known = cost(schema, self.document, operation.node, variables)
            if len(self._costs) < MAX_COSTS and len(deciding) < MAX_DECIDING:
                self._costs[operation.name, deciding] = known
        return known

    def operation(self, name: str | None) -> Operation:
        """The operation that would run. Raises Refusal where ``name`` names none, or is needed and missing."""
        if name not in self._operations:
            node = get_operation_ast(self.document, name)
            if node is None:
                asked = (
                    f"The document has no operation called `{name}`."
                    if name
                    else "The document has several operations."
                )
                raise Refusal(Code.BAD_USER_INPUT, f"{asked} Name one of its operations in `operationName`.")
            self._operations[name] = Operation(
                schema,
                self.document,
                node,
                max_coercion_errors=MAX_COERCION_ERRORS,
                hide_suggestions=not settings.GRAPHQL["INTROSPECTION"],
            )
        return self._operations[name]


class KeptDocuments:
    """The most recently used documents whose sizes together stay below ``limit`` bytes."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self.size = 0
        self._kept: OrderedDict[str, Prepared] = OrderedDict()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, source: str) -> Prepared | None:
        with self._lock:
            if source in self._kept:
                self._kept.move_to_end(source)
            return self._kept.get(source)

    def keep(self, source: str, prepared: Prepared) -> None:
        with self._lock:
            if source not in self._kept:
                self._kept[source] = prepared
                self.size += prepared.size
            while self.size > self._limit:
                self.size -= self._kept.popitem(last=False)[1].size

    def clear(self) -> None:
        with self._lock:
            self._kept.clear()
            self.size = 0


kept = KeptDocuments(KEPT_BYTES)


@receiver(setting_changed)
def _forget(*, setting: str, **kwargs: Any) -> None:
    if setting == "GRAPHQL":
        kept.clear()


def prepared(source: str) -> Prepared:
    """The valid document of ``source``. Raises Refusal for what cannot be run."""
    known = kept.get(source)
    if known is None:
        document = _parsed(source)
        _validate(document)
        limits.check(document)
        known = Prepared(document)
        if not holds_token(source):
            kept.keep(source, known)
    return known


def _parsed(source: str) -> DocumentNode:
    longest, most = settings.GRAPHQL["MAX_SOURCE"], settings.GRAPHQL["MAX_TOKENS"]
    if len(source) > longest:
        raise limits.too_large(Code.SOURCE_TOO_LONG, "characters", len(source), longest)
    try:
        return parse(source, max_lexical_tokens=most)
    except GraphQLSyntaxError as error:
        if error.description.startswith("Document contains more than"):
            raise Refusal(
                Code.TOO_MANY_TOKENS, f"The operation has more than {most} tokens, which is the limit."
            ) from None
        raise Refusal(Code.PARSE_FAILED, error.message, errors=(as_dict(error),)) from None


def _validate(document: DocumentNode) -> None:
    hidden = not settings.GRAPHQL["INTROSPECTION"]
    errors = validate(schema, document, _rules(hidden), max_errors=MAX_ERRORS, hide_suggestions=hidden)
    if not errors:
        return
    if isinstance(errors[-1], ValidationAbortedError) and len(errors) <= MAX_ERRORS:
        raise Refusal(
            Code.TOO_COMPLEX,
            "The operation asks so often for fields of one name that checking it was given up; ask for each once.",
        )
    raise Refusal(Code.VALIDATION_FAILED, errors[0].message, errors=tuple(map(_described, errors)))


def _described(error: GraphQLError) -> dict[str, Any]:
    return as_dict(error, Code.VALIDATION_FAILED)


def _rules(hidden: bool) -> list[type[ASTValidationRule]]:
    rules: list[type[ASTValidationRule]] = [
        BoundedOverlapRule if rule is OverlappingFieldsCanBeMergedRule else rule for rule in specified_rules
    ]
    return [*rules, NoSchemaIntrospectionCustomRule] if hidden else rules
