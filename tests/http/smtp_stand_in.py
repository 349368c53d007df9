"""A mail server on loopback that keeps what it is sent: enough of SMTP (RFC 5321) for one client at a time."""

import base64
import email
import email.policy
import socketserver
import threading


class Mail:
    """One mail as it came: the envelope, the text with its lines, and what a reader makes of it."""

    def __init__(self, sender, to, data):
        self.sender, self.to, self.data = sender, to, data
        self.message = email.message_from_bytes(data, policy=email.policy.default)

    @property
    def subject(self):
        return self.message["Subject"]

    @property
    def text(self):
        return self.message.get_content()


class SmtpStandIn:
    """`refuse` answers RCPT of an address with a code, each of a list in turn; the last one stays."""

    def __init__(self):
        self._lock = threading.Lock()
        self._mails, self._refused, self.logins, self.commands = [], {}, [], []
        stand_in = self

        class Handler(socketserver.StreamRequestHandler):
            def say(self, text):
                self.wfile.write(text.encode() + b"\r\n")

            def handle(self):
                self.say("220 stand-in")
                sender, to = None, []
                while line := self.rfile.readline():
                    text = line.decode("utf-8", "replace").rstrip("\r\n")
                    stand_in.commands.append(text)
                    verb = text.split(" ")[0].upper()
                    if verb == "EHLO":
                        self.say("250-stand-in")
                        self.say("250 AUTH PLAIN")
                    elif verb == "AUTH":
                        parts = text.split(" ")
                        if len(parts) < 3:
                            self.say("334 ")
                            parts.append(self.rfile.readline().decode().strip())
                        stand_in.logins.append(base64.b64decode(parts[2]).split(b"\0")[1:])
                        self.say("235 welcome")
                    elif verb == "MAIL":
                        sender, to = text[10:].strip("<>"), []
                        self.say("250 ok")
                    elif verb == "RCPT":
                        address = text[8:].strip("<>")
                        code = stand_in.code_for(address)
                        to += [address] if code == 250 else []
                        self.say(f"{code} as told")
                    elif verb == "DATA":
                        self.say("354 go on")
                        data = b""
                        while (line := self.rfile.readline()) not in (b".\r\n", b""):
                            data += line[1:] if line.startswith(b".") else line
                        stand_in.take(Mail(sender, to, data))
                        self.say("250 taken")
                    elif verb == "QUIT":
                        self.say("221 bye")
                        return
                    else:
                        self.say("250 ok")

        class Quiet(socketserver.ThreadingTCPServer):
            daemon_threads = allow_reuse_address = True

            def handle_error(self, *_):
                pass  # a client that goes away is what some tests are about

        self._server = Quiet(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def refuse(self, address, *codes):
        with self._lock:
            self._refused[address] = list(codes)

    def code_for(self, address):
        with self._lock:
            codes = self._refused.get(address)
            if not codes:
                return 250
            return codes[0] if len(codes) == 1 else codes.pop(0)

    def take(self, mail):
        with self._lock:
            self._mails.append(mail)

    def mails(self, address=None):
        with self._lock:
            return [mail for mail in self._mails if address is None or mail.to == [address]]
