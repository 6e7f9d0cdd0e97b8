import json
import sys
import urllib.error
import urllib.parse
import urllib.request


def get(url, key, action, **fields):
    query = urllib.parse.urlencode({"key": key, "action": action, **fields})
    try:
        answer = urllib.request.urlopen(f"{url}/?{query}")
    except urllib.error.HTTPError as error:
        answer = error
    return json.load(answer)


for line in sys.stdin:
    said = json.loads(line)
    url, key, call, args = said["url"], said["key"], said["call"], said["args"]
    if call == "order":
        result = get(url, key, "add", **args[0])
    elif call in ("multiStatus", "cancel"):
        action = "status" if call == "multiStatus" else "cancel"
        result = get(url, key, action, orders=",".join(map(str, args[0])))
    elif call in ("status", "refill"):
        result = get(url, key, call, order=args[0])
    else:
        result = get(url, key, call)
    print(json.dumps(result), flush=True)
