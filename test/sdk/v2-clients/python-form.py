import http.client
import json
import sys
import urllib.parse

AGENT = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36"


class Api:
    def __init__(self, url, key):
        self.parts = urllib.parse.urlsplit(url)
        self.key = key
        self.session = http.client.HTTPConnection(self.parts.netloc)

    def post(self, **fields):
        body = urllib.parse.urlencode({"key": self.key, **fields})
        headers = {
            "User-Agent": AGENT,
            "Accept-Encoding": "identity",
            "Accept": "*/*",
            "Connection": "keep-alive",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        self.session.request("POST", self.parts.path, body, headers)
        return json.loads(self.session.getresponse().read())

    def order(self, fields):
        return self.post(action="add", **fields)

    def status(self, order):
        return self.post(action="status", order=order)

    def multiStatus(self, orders):
        return self.post(action="status", orders=",".join(map(str, orders)))

    def refill(self, order):
        return self.post(action="refill", order=order)

    def cancel(self, orders):
        return self.post(action="cancel", orders=",".join(map(str, orders)))

    def services(self):
        return self.post(action="services")

    def balance(self):
        return self.post(action="balance")


apis = {}
for line in sys.stdin:
    said = json.loads(line)
    api = apis.setdefault(said["key"], Api(said["url"], said["key"]))
    print(json.dumps(getattr(api, said["call"])(*said["args"])), flush=True)
