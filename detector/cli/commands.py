"""The list of commands; a command's module is imported only when it is run."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

import click

from detector.cli.group import LazyGroup

#: name -> (module of detector.cli, one line of help). The line is also the first of the command's
#: own help; it stands here too so that the list of commands imports none of them.
COMMANDS = {
    "demo": ("demo", "딸려 온 견본 사이트로 수집부터 일일 표까지 해 봅니다."),
    "crawl": ("crawl", "목록에 있는 출처에서 문서를 한 번 모읍니다."),
    "import": ("import_", "저장해 둔 문서(JSON Lines, 빅카인즈, HTML)를 들여옵니다."),
    "detect": ("detect", "아직 읽지 않은 문서를 읽고 장애 사건으로 묶습니다."),
    "replay": ("replay", "저장해 둔 문서를 그때의 순서로 되돌려 보며 사건을 따라갑니다."),
    "watch": ("watch", "멈출 때까지 출처마다 정해진 간격으로 모으고 읽습니다."),
    "parse": ("parse", "수집기가 한 페이지·목록·피드를 어떻게 읽는지 보입니다."),
    "analyze": ("analyze", "문서 하나를 읽고 판단을 보입니다 (저장하지 않음)."),
    "incidents": ("incidents", "장애 사건을 나열합니다."),
    "show": ("show", "사건 하나의 경과, 주장, 근거를 보입니다."),
    "reports": ("reports", "문서마다 내린 판단을 나열합니다."),
    "search": ("search", "문서와 사건에서 낱말을 찾습니다."),
    "dependencies": ("dependencies", "누가 누구에게 기대는지 지난 장애에서 배운 것을 보입니다."),
    "digest": ("digest", "하루의 장애를 CSV 표로 만듭니다."),
    "names": ("names", "이름이 무엇을 가리키는지 보이고, 내가 더한 이름을 점검합니다."),
    "serve": ("serve", "웹 화면, JSON API, Atom 피드를 엽니다."),
    "sources": ("sources", "출처의 목록과 상태를 보입니다."),
    "db": ("db", "데이터베이스를 올리고, 점검하고, 백업합니다."),
    "label": ("label", "문서 하나의 라벨을 사람이 정합니다."),
    "review": ("review", "가장 의심스러운 요즘 문서부터 사람에게 보입니다."),
    "train": ("train", "분류기를 다시 만듭니다."),
    "evaluate": ("evaluate", "사람이 분류한 문서로 점수를 매깁니다."),
}


def _print_version(ctx: click.Context, _param: click.Parameter, is_asked: bool) -> None:
    if is_asked:
        try:
            click.echo(f"meoktong {version('meoktong')}")
        except PackageNotFoundError:  # run from its source
            click.echo("meoktong (설치하지 않고 쓰는 중)")
        ctx.exit()


@click.command(name="meoktong", cls=LazyGroup, commands_in=COMMANDS)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version,
    help="버전을 보입니다.",
)  # fmt: skip
def meoktong() -> None:
    """한국 디지털 서비스의 장애(먹통)를 뉴스, 커뮤니티, 공지에서 찾아냅니다.

    \b
    예: meoktong demo                      딸려 온 견본으로 해 보기
        meoktong crawl && meoktong detect  모으고 읽기
        meoktong incidents --date 오늘     오늘의 장애

    \b
    데이터베이스는 --db나 환경 변수 MEOKTONG_DB로 정합니다.
    끝날 때의 상태: 0 됨, 1 안 됨, 2 잘못 쓴 명령, 3 일부만 됨
    """
