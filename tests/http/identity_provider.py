"""An identity provider that speaks OpenID Connect, on loopback: discovery, keys, authorisation, tokens. It signs with openssl, and can be told
to say what a provider must not say. For tests over HTTP and, run as a program, for tests of the pages:

    identity_provider.py    prints its address as JSON, and signs in whom `?login=` of its page names, until its input ends"""

import base64
import hashlib
import json
import os
import secrets
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

from stand_in import StandIn

CLIENT, SECRET = "onward", "a secret of & tests"


def encoded(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Provider:
    """`login`: claims of whoever comes next. `change`: called with the header and the claims of a token before it is signed.
    `answer_code`: in place of the answer to a code."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.web = StandIn()
        self.issuer = self.web.url("")
        self.login, self.change, self.answer_code, self.refusal = {"sub": "1", "preferred_username": "anna"}, None, None, None
        self.codes, self.asked = {}, []
        self.new_key()
        self.web.tell("/.well-known/openid-configuration", (200, {}, {
            "issuer": self.issuer, "authorization_endpoint": self.issuer + "/authorize", "token_endpoint": self.issuer + "/token",
            "jwks_uri": self.issuer + "/keys"}))
        self.web.tell("/token", (200, {}, self.token))

    def close(self):
        self.web.close()
        self.folder.cleanup()

    def new_key(self):
        """From now on tokens are signed with a key of its own, and the one before is gone."""
        self.kid = secrets.token_hex(4)
        self.key = os.path.join(self.folder.name, self.kid)
        subprocess.run(["openssl", "genrsa", "-out", self.key, "2048"], check=True, capture_output=True)
        modulus = subprocess.run(["openssl", "rsa", "-in", self.key, "-noout", "-modulus"], check=True, capture_output=True, text=True).stdout
        number = bytes.fromhex(modulus.strip().split("=")[1])
        self.web.tell("/keys", (200, {}, {"keys": [{"kty": "RSA", "use": "sig", "alg": "RS256", "kid": self.kid, "n": encoded(number), "e": "AQAB"}]}))

    def authorise(self, address):
        """What a browser gets that was sent there and whose person agrees: the address to go back to."""
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(address).query))
        self.asked.append(query)
        back = {"state": query["state"]}
        if self.refusal:
            back["error"] = self.refusal
        else:
            back["code"] = secrets.token_hex(8)
            self.codes[back["code"]] = (query, dict(self.login))
        return query["redirect_uri"] + "?" + urllib.parse.urlencode(back)

    def token(self, call):
        """Answers a code, once, to whom it was given."""
        given = dict(urllib.parse.parse_qsl(call.body.decode()))
        query, login = self.codes.pop(given["code"])
        challenge = encoded(hashlib.sha256(given["code_verifier"].encode()).digest())
        basic = base64.b64encode(f"{CLIENT}:{urllib.parse.quote(SECRET, safe='')}".encode()).decode()
        assert (query["code_challenge"], query["code_challenge_method"]) == (challenge, "S256"), "PKCE"
        assert call.headers["authorization"] == "Basic " + basic, "the client's secret"
        assert (given["redirect_uri"], given["grant_type"]) == (query["redirect_uri"], "authorization_code")
        if self.answer_code is not None:
            return json.dumps(self.answer_code)
        now = int(time.time())
        header = {"alg": "RS256", "kid": self.kid}
        claims = {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": query["nonce"], **login}
        if self.change:
            self.change(header, claims)
        covered = ".".join(encoded(json.dumps(part).encode()) for part in (header, claims))
        signature = subprocess.run(["openssl", "dgst", "-sha256", "-sign", self.key], input=covered.encode(), check=True, capture_output=True).stdout
        return json.dumps({"access_token": "x", "token_type": "Bearer", "id_token": covered + "." + encoded(signature)})


def main():
    provider = Provider()

    def page(call):
        address = urllib.parse.urlsplit(call.path)
        return f'<meta charset="utf-8"><title>Provider</title><a id="agree" href="{provider.authorise("?" + address.query)}">Agree</a>'

    provider.web.tell_below("/authorize", (200, {"Content-Type": "text/html"}, page))
    print(json.dumps({"issuer": provider.issuer, "client": CLIENT, "secret": SECRET}), flush=True)
    threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()
    threading.Event().wait()


if __name__ == "__main__":
    main()
