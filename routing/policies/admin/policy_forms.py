"""The forms of rules, pools and terms, made from what each setting of the policy declares."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from django.utils.translation import gettext

from routing.engine.methods import METHODS
from routing.engine.model import kinds
from routing.engine.model.setting import Group, Part, Setting, settings_of
from routing.engine.policy import Policy, pool_settings
from routing.engine.rule import Rule
from routing.policies.admin.setting_fields import Asked, AskedGroup, Kind
from routing.policies.selectors.policy_names import PolicyNames

Path = tuple[str, ...]
TYPED_LISTS: Final = ("countries", "partners")
"""Lists too long for boxes to tick: their entries are typed, by name."""


class PolicyForms:
    """The groups of each form, with the vendor's names to choose from; `pools` are the keys there are."""

    def __init__(self, pools: Iterable[str], names: PolicyNames) -> None:
        self.pools = list(pools)
        self.names = names

    def policy(self) -> tuple[AskedGroup, ...]:
        """What holds for the whole policy."""
        return self._groups(settings_of(Policy))

    def rule(self) -> tuple[AskedGroup, ...]:
        """A rule, apart from its name and conditions."""
        return self._groups(settings_of(Rule))

    def pool(self) -> tuple[AskedGroup, ...]:
        """A pool, with the settings of every method, each shown for the methods it belongs to."""
        return self._groups(pool_settings())

    def _groups(self, settings: Iterable[Setting]) -> tuple[AskedGroup, ...]:
        grouped: dict[tuple[Group, Path], list[Asked]] = {}
        for setting in settings:
            for group, asked in self._asked(setting, (), setting.group, setting.blank):
                grouped.setdefault((group, _methods_of(setting)), []).append(asked)
        return tuple(
            AskedGroup(
                title=gettext(group.title),
                settings=tuple(asked),
                help=gettext(group.help) if group.help else "",
                methods=methods,
                is_open=group.is_open,
            )
            for (group, methods), asked in grouped.items()
        )

    def _asked(
        self, setting: Setting, under: Path, group: Group | None, blank: str | None
    ) -> Iterator[tuple[Group, Asked]]:
        """The fields that ask for a setting: one, or one for each value below it."""
        if not setting.is_asked:
            return
        path, kind = (*under, setting.name), setting.kind
        if isinstance(kind, Part):
            for inner in settings_of(kind.of):
                yield from self._asked(inner, path, inner.group or group, blank)
        elif kind.form == "parts":
            for tail, words, inner_kind in kind.parts(self.names.all):
                yield _grouped(group), self._field((*path, *tail), inner_kind, _words(words))
        else:
            field = self._field(path, kind, gettext(setting.label), setting.help, blank)
            yield _grouped(group), field

    def _field(
        self, path: Path, kind: kinds.Kind, label: str, help_text: str = "", blank: str | None = "–"
    ) -> Asked:
        return Asked(
            name="_".join(path),
            path=path,
            kind=_form_of(kind),
            label=label,
            help=gettext(help_text) if help_text else "",
            choices=tuple(self._choices(kind).items()),
            blank=gettext(blank) if blank and blank != "–" else blank,
            names=self.names,
            of=getattr(kind, "of", "") if isinstance(kind, kinds.AnyOf | kinds.NumberFor) else "",
        )

    def _choices(self, kind: kinds.Kind) -> Mapping[str, str]:
        match kind:
            case kinds.Choice(words=words) | kinds.Several(words=words) | kinds.InOrder(words=words):
                return {code: gettext(each) for code, each in words().items()}
            case kinds.OneOf(of="pools"):
                return {key: self.names.of("pools", key) for key in self.pools}
            case kinds.AnyOf(of=of) | kinds.OneOf(of=of):
                return self.names.all(of)
        return {}


def _methods_of(setting: Setting) -> Path:
    """The methods a setting of a pool belongs to; empty for all."""
    return tuple(name for name, method in METHODS.items() if setting in settings_of(method.settings))


def _form_of(kind: kinds.Kind) -> Kind:
    if isinstance(kind, kinds.AnyOf):
        return "typed" if kind.of in TYPED_LISTS else "ordered" if kind.is_ordered else "several"
    form = kind.form
    if form == "parts" or form == "none":
        raise ValueError(f"a {type(kind).__name__} is not asked for in one field")
    return form


def _words(words: "str | kinds.Joined") -> str:
    if isinstance(words, kinds.Joined):
        return gettext(words.words) % {"what": gettext(words.what), "part": gettext(words.part)}
    return gettext(words) if words else ""


def _grouped(group: Group | None) -> Group:
    assert group is not None, "a setting that is asked for belongs to a group"
    return group
