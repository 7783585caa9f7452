"""The model of roles: its reports, how it is kept, what it judges again and what stays the rules'."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from detector.facts.role_model import RoleModel
from detector.facts.roles import Roles, read_roles
from detector.facts.unknown_names import find_unknown
from detector.observed import observe
from detector.training.roles import (
    fit_role_model,
    keep,
    load_role_model,
    read_back,
    read_examples,
    role_files,
)
from models.errors import ModelError
from models.records import Kind, Label

AT = datetime(2025, 10, 12, 12, tzinfo=UTC)


def _read(text: str, model: RoleModel | None, kind: Kind = Kind.NEWS) -> Roles:
    seen = observe(text, kind, AT)
    unknown = find_unknown(seen.text, seen.sentences, seen.mentions)
    mentions = sorted((*seen.mentions, *unknown), key=lambda m: (m.start, m.end))
    return read_roles(
        seen.text, seen.sentences, mentions, seen.background, kind, Label.OUTAGE, model
    )


def _believing(**weights: tuple[float, float]) -> RoleModel:
    """Return a model to which only these features speak, for the provider and for those hit."""
    names = {name.replace("__", "="): weight for name, weight in weights.items()}
    return RoleModel(names, (-9.0, -9.0))


def test_the_reports_teach_both_roles_and_what_is_only_named() -> None:
    examples = [example for file in role_files()[:2] for example in read_examples([file])]
    assert sum(example.is_root for example in examples) > 50
    assert sum(example.is_hit for example in examples) > 150
    assert sum(not (example.is_root or example.is_hit) for example in examples) > 150


def test_the_same_reports_give_the_same_model() -> None:
    examples = read_examples(role_files()[:1])
    assert fit_role_model(examples) == fit_role_model(examples)


def test_a_model_read_back_says_the_same(tmp_path: Path) -> None:
    model = fit_role_model(read_examples(role_files()[:1]))
    keep(model, tmp_path / "kept" / "roles.json")
    assert read_back(tmp_path / "kept" / "roles.json") == model


def test_a_broken_model_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "roles.json"
    keep(RoleModel({"title": (1.0, 2.0)}, (0.0, 0.0)), file)
    changed = json.loads(file.read_text(encoding="utf-8"))
    changed["weights"] = changed["weights"].replace("1.0", "9.0")
    file.write_text(json.dumps(changed), encoding="utf-8")
    with pytest.raises(ValueError, match=r"roles\.json"):
        read_back(file)


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"label": "outage", "title": "가"}\n', encoding="utf-8")
    with pytest.raises(ModelError, match=r"a\.jsonl:1"):
        read_examples([file])


TWO = "G마켓 먹통\n12일 G마켓과 11번가에서 결제가 되지 않았다. 두 회사는 원인을 찾고 있다."


def test_what_the_model_believes_becomes_the_verdict() -> None:
    titled = _read(TWO, _believing(title=(20.0, 20.0)))
    assert titled.provider is not None
    assert titled.provider.name == "G마켓"
    assert [entity.name for entity in titled.affected] == ["G마켓"]
    assert [entity.name for entity in titled.mentioned] == ["11번가"]


def test_two_of_one_trade_that_failed_alike_leave_no_provider() -> None:
    assert _read(TWO, _believing(k__service=(20.0, 20.0))).provider is None


def test_a_building_is_never_the_provider() -> None:
    text = (
        "카카오톡 먹통\n12일 판교 SK C&C 데이터센터에서 난 불로 카카오톡이 멈췄다. "
        "SK C&C는 전원을 내렸다."
    )
    verdict = _read(text, _believing(k__facility=(30.0, 30.0), k__provider=(20.0, 0.0)))
    assert verdict.provider is not None
    assert verdict.provider.name != "SK C&C 판교 데이터센터"


def test_who_failed_by_itself_stays_hit_whatever_the_model_believes() -> None:
    nobody = _read("무신사 먹통\n12일 무신사 앱이 열리지 않는다.", _believing())
    assert [entity.name for entity in nobody.affected] == ["무신사"]


def test_a_text_without_names_or_with_very_many_is_left_to_the_rules() -> None:
    model = _believing(title=(20.0, 20.0))
    assert _read("앱 먹통\n접속이 되지 않는다.", model) == Roles(None, (), ())
    many = "결제 먹통\n" + ", ".join(f"'가나{chr(0xAC00 + 97 * i)}상사'" for i in range(90))
    assert _read(many + " 등이 멈췄다.", model) == _read(many + " 등이 멈췄다.", None)


def test_every_name_keeps_exactly_one_role_and_a_true_quote() -> None:
    model = load_role_model()
    for text in (TWO, "KT 불통\n12일 KT 회선이 끊겨 카카오톡과 업비트가 멈췄다. 토스는 정상이다."):
        roles = _read(text, model)
        named = [*roles.affected, *roles.mentioned]
        assert len({entity.id for entity in named}) == len(named)
        for entity in named:
            assert entity.evidence is not None
            quoted = text[entity.evidence.start : entity.evidence.end]
            assert quoted == entity.evidence.text
