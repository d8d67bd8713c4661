"""One signed call over HTTPS with nothing but Python's own library and the openssl command.

Takes the steps of the official Python client: absolute form of the request target, unchecked certificate, JSON over
several lines, reply headers found by their exact lower-case names. Prints the reply's body once its signature verified.
Takes GATEWAY_URL, CALL_PATH, CLIENT_ID, PRIVATE_KEY, GATEWAY_KEY and BODY from the environment.
"""

import base64
import datetime
import http.client
import json
import os
import ssl
import subprocess
import sys
import tempfile
import textwrap
import urllib.parse


def main():
    url = urllib.parse.urlparse(os.environ["GATEWAY_URL"])
    path = os.environ["CALL_PATH"]
    client_id = os.environ["CLIENT_ID"]
    body = json.dumps(json.loads(os.environ["BODY"]), indent=3)
    now = datetime.datetime.now(datetime.timezone.utc)
    time = now.replace(microsecond=0).isoformat()
    signature = urllib.parse.quote_plus(base64.b64encode(sign(to_content(path, client_id, time, body))))
    headers = {
        "Content-type": "application/json; charset=UTF-8",
        "Accept": "text/plain,text/xml,text/javascript,text/html",
        "Cache-Control": "no-cache",
        "Connection": "Keep-Alive",
        "User-Agent": "global-alipay-sdk-python",
        "Request-Time": time,
        "client-id": client_id,
        "Signature": "algorithm=RSA256,keyVersion=1,signature=" + signature,
    }
    context = ssl._create_unverified_context()
    connection = http.client.HTTPSConnection(url.hostname, url.port, timeout=15, context=context)
    connection.request("POST", os.environ["GATEWAY_URL"] + path, body=body.encode("utf-8"), headers=headers)
    response = connection.getresponse()
    if response.status != 200:
        raise SystemExit("status %d" % response.status)
    found = dict(response.getheaders())
    reply = response.read()
    content = to_content(path, found["client-id"], found["response-time"], reply.decode("utf-8"))
    text = urllib.parse.unquote(found["signature"].split("signature=")[1])
    verify(content, base64.b64decode(text))
    sys.stdout.buffer.write(reply)


def to_content(path, client_id, time, body):
    return ("POST %s\n%s.%s.%s" % (path, client_id, time, body)).encode("utf-8")


def sign(content):
    # The official sample wraps PKCS#8 in these lines, and OpenSSL reads it.
    with key_file("RSA PRIVATE KEY", os.environ["PRIVATE_KEY"]) as key:
        return run_openssl(["-sign", key.name], content)


def verify(content, signature):
    with key_file("PUBLIC KEY", os.environ["GATEWAY_KEY"]) as key, tempfile.NamedTemporaryFile() as file:
        file.write(signature)
        file.flush()
        run_openssl(["-verify", key.name, "-signature", file.name], content)


def key_file(label, text):
    file = tempfile.NamedTemporaryFile("w", suffix=".pem")
    lines = "\n".join(textwrap.wrap(text, 64))
    file.write("-----BEGIN %s-----\n%s\n-----END %s-----\n" % (label, lines, label))
    file.flush()
    return file


def run_openssl(arguments, content):
    """Raises CalledProcessError when openssl says no."""
    return subprocess.run(["openssl", "dgst", "-sha256"] + arguments, input=content, stdout=subprocess.PIPE, check=True).stdout


main()
