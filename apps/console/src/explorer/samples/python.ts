import { quote, type Sample } from "./sample.ts";

export const pythonSample: Sample = {
  title: "Python",
  fileName: "sample.py",
  command: "python3 sample.py",
  write: ({ path, body }) => `# Needs: pip install cryptography
import base64
import json
import time
import urllib.error
import urllib.parse
import urllib.request

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding

with open("data/sandbox-merchant.json") as file:
    merchant = json.load(file)
path = ${quote(path)}
body = ${quote(body)}
private_key = serialization.load_der_private_key(base64.b64decode(merchant["merchantPrivateKey"]), password=None)
public_key = serialization.load_der_public_key(base64.b64decode(merchant["gatewayPublicKey"]))


def to_sign(moment: str, text: str) -> bytes:
    return f"POST {path}\\n{merchant['clientId']}.{moment}.{text}".encode()


now = str(int(time.time() * 1000))
signature = base64.b64encode(private_key.sign(to_sign(now, body), padding.PKCS1v15(), hashes.SHA256())).decode()
request = urllib.request.Request(
    merchant["gatewayUrl"] + path,
    data=body.encode(),
    headers={
        "content-type": "application/json; charset=UTF-8",
        "client-id": merchant["clientId"],
        "request-time": now,
        "signature": f"algorithm=RSA256,keyVersion={merchant['keyVersion']},signature={urllib.parse.quote(signature, safe='')}",
    },
)
try:
    response = urllib.request.urlopen(request)
except urllib.error.HTTPError as error:
    response = error
answer = response.read().decode()

theirs = urllib.parse.unquote(response.headers["signature"].rsplit("signature=", 1)[1])
# Raises InvalidSignature when this is not the gateway's answer.
public_key.verify(
    base64.b64decode(theirs), to_sign(response.headers["response-time"], answer), padding.PKCS1v15(), hashes.SHA256()
)
print(answer)
`,
};
