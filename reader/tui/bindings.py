"""The key table as Textual's bindings; how a key is shown; who runs an action."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual.actions import parse
from textual.binding import Binding, BindingType
from textual.keys import key_to_character

from reader.keymap import COMMANDS, Command, Keymap, Place

if TYPE_CHECKING:
    from textual.app import App
    from textual.dom import DOMNode
    from textual.events import Key

TABLE = Keymap(COMMANDS)
"""The table as it is shipped."""

ANYWHERE = frozenset({"everywhere.quit", "everywhere.suspend"})
"""Commands that work over every dialog and while something is typed."""

NO_KEY = "none"
"""A key that no keyboard has, for a command without keys, or with only sequences now: Textual needs one."""

SHOWN = {
    "escape": "esc",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "backspace": "bksp",
    "delete": "del",
}
"""Names of keys that are shown in another way."""


def bindings(*places: Place) -> list[BindingType]:
    """The bindings of some places; sequences are the reading pane's own."""
    return [
        Binding(
            key=keys,
            action=command.action,
            description=command.label,
            tooltip=command.help,
            show=command.footer,
            id=command.id,
            priority=command.id in ANYWHERE,
        )
        for command in TABLE.at(*places)
        if (keys := textual_keys(command) or ("" if command.keys else NO_KEY))
    ]


def textual_keys(command: Command) -> str:
    """The keys of a command as Textual reads them; empty when all are sequences."""
    return ",".join("comma" if key == "," else key for key in command.keys if " " not in key)


def rebound(keymap: Keymap) -> dict[str, str]:
    """What a person changed in the table, for `App.set_keymap`."""
    shipped = {command.id: command for command in COMMANDS}
    return {
        command.id: textual_keys(command) or NO_KEY
        for command in keymap.commands
        if command.keys != shipped[command.id].keys
        if textual_keys(command) or textual_keys(shipped[command.id])
    }


def keymap_of(app: App[Any]) -> Keymap:
    """The person's own table, where the app has one under the name `keymap`."""
    own = getattr(app, "keymap", None)
    return own if isinstance(own, Keymap) else TABLE


def key_name(event: Key) -> str:
    """The key of an event as the table writes it."""
    if event.character is not None and event.is_printable and event.character != " ":
        return event.character
    character = key_to_character(event.key)
    return character if character is not None and character.isprintable() and character != " " else event.key


def shown(key: str) -> str:
    """A key as people read it: `] h` is `]h`, `escape` is `esc`."""
    *modifiers, last = key.split("+") if len(key) > 1 else [key]
    return "+".join((*modifiers, SHOWN.get(last, last))).replace(" ", "")


def owner(node: DOMNode, action: str) -> DOMNode | None:
    """The nearest node, from `node` up to the app, that has `action`."""
    _, name, _ = parse(action)
    return next((one for one in node.ancestors_with_self if callable(getattr(one, f"action_{name}", None))), None)


async def run(node: DOMNode, action: str) -> bool:
    """Run `action` where it belongs, from `node` up; False when nobody has it or it is refused."""
    target = owner(node, action)
    return target is not None and await node.app.run_action(action, target)
