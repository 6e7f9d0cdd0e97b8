"""Speaks for the SDK: a call per line of JSON comes in, what it made of it goes out.

See sdk/fixtures/README.md.
"""

import dataclasses
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parents[1] / "src"))

import notpanel  # noqa: E402


def perform(call, args, client, random, now, waits):
    if call in ("verify_webhook", "sign_webhook"):
        names = {"id": "message_id"}
        given = {names.get(name, name): value for name, value in args.items()}
        return getattr(notpanel, call)(**given)
    group, _, name = call.partition(".")
    if group == "money":
        return getattr(notpanel.money, name)(*args.values())
    panel = notpanel.Panel(
        **client, sleep=waits.append, random=lambda: random, now=lambda: now
    )
    method = getattr(panel, call)
    return method(**args) if call == "add" else method(*args.values())


def shown(value):
    if isinstance(value, Exception):
        return {"error": {**vars(value), "type": type(value).__name__, "message": str(value)}}
    if dataclasses.is_dataclass(value):
        return dataclasses.asdict(value)
    if isinstance(value, dict):
        return {name: shown(one) for name, one in value.items()}
    return [shown(one) for one in value] if isinstance(value, list) else value


for line in sys.stdin:
    waits = []
    try:
        result = {"value": shown(perform(**json.loads(line), waits=waits))}
    except Exception as error:  # noqa: BLE001
        result = shown(error)
    print(json.dumps({**result, "waits": waits}), flush=True)
