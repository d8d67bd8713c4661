import {
  type ClientModel,
  escapeNonAscii,
  parseMessage,
  requireResult,
  requireSignature,
  requireStatus,
  sandboxPath,
  signText,
  toBytes,
} from "./client-model.ts";

/** Writes `\/`; no blank behind a header's colon; finds reply headers by searching two words in every line. */
export const phpClient: ClientModel = {
  name: "PHP",
  isTls: false,
  write(account, call, now) {
    const body = Buffer.from(escapeNonAscii(JSON.stringify(call.message)).replaceAll("/", "\\/"));
    const time = `${now.toISOString().slice(0, 19)}+0000`;
    const { clientId } = account;
    const signature = signText(account, { path: sandboxPath(call), clientId, time, body });
    const lines = [
      `POST ${sandboxPath(call)} HTTP/1.1`,
      "Host: open-sea-global.alipay.com",
      "Accept: */*",
      "Content-Type:application/json; charset=UTF-8",
      "User-Agent:global-alipay-sdk-php",
      `Request-Time:${time}`,
      `client-id:${clientId}`,
      `Signature:algorithm=RSA256,keyVersion=1,signature=${signature}`,
      `Content-Length: ${body.length}`,
    ];
    return toBytes(lines, body);
  },
  read(account, call, reply) {
    requireStatus(reply, (status) => status === 200);
    const message = requireResult(parseMessage(reply));
    let signature: string | undefined;
    let time: string | undefined;
    // The words are looked for in whole lines, so a later line that merely mentions one would win.
    for (const line of reply.headers.map(([name, value]) => `${name}: ${value}`)) {
      if (line.includes("response-time")) time = line.slice(line.indexOf(":") + 1).trim();
      if (line.includes("signature")) signature = line.slice(line.lastIndexOf("=") + 1).trim();
    }
    if (!signature || !time) return message;
    const { clientId } = account;
    requireSignature(account, { path: sandboxPath(call), clientId, time, body: reply.body }, signature);
    return message;
  },
};
