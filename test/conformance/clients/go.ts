import {
  type Account,
  anyCaseHeader,
  type Call,
  type ClientModel,
  ClientRefusal,
  parseMessage,
  requireSignature,
  sandboxPath,
  signText,
  toBytes,
} from "./client-model.ts";

/** Escapes `<`, `>` and `&`; sends content-type twice; looks at no status; a missing signature is an error. */
const goModel = (name: string, toTime: (now: Date) => string, extraLines: readonly string[]): ClientModel => ({
  name,
  isTls: false,
  write(account, call, now) {
    const body = Buffer.from(escapeAsGo(JSON.stringify(call.message)));
    const time = toTime(now);
    const { clientId } = account;
    const signature = signText(account, { path: sandboxPath(call), clientId, time, body });
    const lines = [
      `POST ${sandboxPath(call)} HTTP/1.1`,
      "Host: open-sea-global.alipay.com",
      "User-Agent: Go-http-client/1.1",
      `Content-Length: ${body.length}`,
      `Client-Id: ${clientId}`,
      "Content-Type: application/json",
      "Content-Type: application/json; charset=UTF-8",
      "Key-Version: 1",
      `Request-Time: ${time}`,
      ...extraLines,
      `Signature: algorithm=RSA256,keyVersion=1,signature=${signature}`,
      "Accept-Encoding: gzip",
    ];
    return toBytes(lines, body);
  },
  read: readReply,
});

export const goClient = goModel("Go", (now) => String(now.getTime()), [
  "Agent-Token: ",
  "Sdk-Version: global-open-sdk-go",
]);

/** Before it had agent tokens, the client wrote the time in nanoseconds. */
export const olderGoClient = goModel("older Go", (now) => `${now.getTime()}000000`, []);

function readReply(account: Account, call: Call, reply: Parameters<ClientModel["read"]>[2]) {
  const text = anyCaseHeader(reply, "signature")?.split("signature=")[1];
  if (text === undefined) throw new ClientRefusal("check signature fail");
  const clientId = anyCaseHeader(reply, "client-id") ?? "";
  const time = anyCaseHeader(reply, "response-time") ?? "";
  requireSignature(account, { path: sandboxPath(call), clientId, time, body: reply.body }, text);
  return parseMessage(reply);
}

const escapeAsGo = (json: string): string =>
  json.replace(/[<>&\u2028\u2029]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
