"""A receiver of webhooks that verifies as Standard Webhooks say, over the stand-in of the connectors."""

import base64
import hashlib
import hmac

from stand_in import StandIn


def sign(secret, call):
    """The signature that this secret gives."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    text = f"{call.headers['webhook-id']}.{call.headers['webhook-timestamp']}.".encode() + call.body
    return "v1," + base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()


class Receiver(StandIn):
    def deliveries(self, path="/hook"):
        return self.calls(path)

    def ids(self, path="/hook"):
        return [call.headers["webhook-id"] for call in self.calls(path)]

    def events(self, path="/hook"):
        """(type, instance) of each delivery that came."""
        return [(call.json()["type"], call.json()["data"].get("instanceId")) for call in self.calls(path)]

    @staticmethod
    def signed_by(call):
        return call.headers["webhook-signature"].split(" ")
