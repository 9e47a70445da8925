"""The command `rules`: for who maintains a pack."""

from pathlib import Path

import click

from wijktoets import rules as packs
from wijktoets import texts


@click.group(help=texts.text("rules.help"))
def rules() -> None:
    """Hold the subcommands together."""


@rules.command("test", help=texts.text("rules.test.help"))
@click.option("--pack", "chosen", multiple=True, metavar="PACK")
def test(chosen: tuple[str, ...]) -> None:
    """Run the examples inside the rules; exit 3 when one gives something else."""
    from wijktoets import _api
    from wijktoets.engine import direct
    from wijktoets.engine.errors import InvoerFout
    from wijktoets.engine.upkeep.examples import run_examples

    try:
        pakket = _api.load_pack(*(source_of(pack) for pack in chosen or (packs.STANDAARD,)))
    except InvoerFout as error:
        click.echo(str(error), err=True)
        raise SystemExit(3) from None
    proef = run_examples(pakket, direct.compute)
    for uitslag in proef.fout:
        line = texts.text(
            "rules.test.fout",
            plek=uitslag.plek,
            regel=uitslag.regel,
            nummer=uitslag.nummer,
            verwacht=uitslag.verwacht,
            kwam=uitslag.kwam,
        )
        if uitslag.buiten:
            line += texts.text("rules.test.buiten")
        elif uitslag.open_vragen:
            line += texts.text("rules.test.open", vragen=", ".join(v.vraag for v in uitslag.open_vragen))
        click.echo(line, err=True)
    wrong = len(proef.fout)
    click.echo(
        texts.text(
            "rules.test.niet_goed" if wrong else "rules.test.goed",
            voorbeelden=counted("rules.test.voorbeelden", len(proef.uitslagen)),
            regels=counted("rules.test.regels", len({u.regel for u in proef.uitslagen})),
            fout=counted("rules.test.klopt_niet", wrong),
        )
    )
    if proef.zonder:
        count = counted("rules.test.regels", len(proef.zonder))
        click.echo(texts.text("rules.test.zonder", regels=count, namen=", ".join(proef.zonder)))
    if wrong:
        raise SystemExit(3)


def counted(key: str, number: int) -> str:
    """A number with its noun, in one or in more."""
    return texts.text(f"{key}.{'een' if number == 1 else 'meer'}", n=number)


def source_of(pack: str) -> str:
    """A built-in pack as its folder when that lies below the working folder, so that places can be opened from there."""
    folder = packs.builtin_packs().get(pack)
    if folder is None or Path(pack).is_dir() or not folder.is_relative_to(Path.cwd()):
        return pack
    return str(folder.relative_to(Path.cwd()))
