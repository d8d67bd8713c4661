import {
  ClientRefusal,
  type ClientModel,
  escapeNonAscii,
  parseMessage,
  requireSignature,
  requireStatus,
  sandboxPath,
  signText,
  toBytes,
} from "./client-model.ts";

/** HTTPS on the absolute form of the target; JSON over several lines, three blanks deep; needs lower-case reply headers. */
export const pythonClient: ClientModel = {
  name: "Python",
  isTls: true,
  write(account, call, now) {
    const body = Buffer.from(escapeNonAscii(JSON.stringify(call.message, null, 3)));
    const time = `${now.toISOString().slice(0, 19)}+00:00`;
    const { clientId } = account;
    const signature = signText(account, { path: sandboxPath(call), clientId, time, body });
    const lines = [
      `POST https://open-sea-global.alipay.com${sandboxPath(call)} HTTP/1.1`,
      "Host: open-sea-global.alipay.com",
      "Accept-Encoding: identity",
      `Content-Length: ${body.length}`,
      "Content-type: application/json; charset=UTF-8",
      "Accept: text/plain,text/xml,text/javascript,text/html",
      "Cache-Control: no-cache",
      "Connection: Keep-Alive",
      "User-Agent: global-alipay-sdk-python",
      `Request-Time: ${time}`,
      `client-id: ${clientId}`,
      `Signature: algorithm=RSA256,keyVersion=1,signature=${signature}`,
    ];
    return toBytes(lines, body);
  },
  read(account, call, reply) {
    requireStatus(reply, (status) => status === 200);
    // Names are compared as they came, and the last of equal names counts.
    const last = (wanted: string) => reply.headers.findLast(([name]) => name === wanted)?.[1];
    const [signature, time, clientId] = [last("signature"), last("response-time"), last("client-id")];
    if (!signature || time === undefined || clientId === undefined) {
      throw new ClientRefusal("response header exception: signature, response-time or client-id does not exist");
    }
    const text = signature.split("signature=")[1];
    if (text === undefined) throw new ClientRefusal("list index out of range");
    requireSignature(account, { path: sandboxPath(call), clientId, time, body: reply.body }, text);
    return parseMessage(reply);
  },
};
