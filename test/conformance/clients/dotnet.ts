import {
  anyCaseHeader,
  type ClientModel,
  ClientRefusal,
  parseMessage,
  requireSignature,
  requireStatus,
  sandboxPath,
  signText,
  toBytes,
} from "./client-model.ts";

/** Time with seven decimals and `Z`; both reply headers must be there; refuses every status but 200. */
export const dotnetClient: ClientModel = {
  name: ".NET",
  isTls: false,
  write(account, call, now) {
    const body = Buffer.from(JSON.stringify(call.message));
    const time = now.toISOString().replace("Z", "1234Z");
    const { clientId } = account;
    const signature = signText(account, { path: sandboxPath(call), clientId, time, body });
    const lines = [
      `POST ${sandboxPath(call)} HTTP/1.1`,
      "Host: open-sea-global.alipay.com",
      `client-id: ${clientId}`,
      `signature: algorithm=RSA256,keyVersion=1,signature=${signature}`,
      `request-time: ${time}`,
      "X-sdkVersion: ams-dotnet.20201113",
      "Content-Type: application/json; charset=UTF-8",
      `Content-Length: ${body.length}`,
    ];
    return toBytes(lines, body);
  },
  read(account, call, reply) {
    requireStatus(reply, (status) => status === 200);
    const time = anyCaseHeader(reply, "response-time");
    const text = anyCaseHeader(reply, "signature")?.split("signature=")[1];
    if (time === undefined || text === undefined) throw new ClientRefusal("response-time or signature missing");
    requireSignature(account, { path: sandboxPath(call), clientId: account.clientId, time, body: reply.body }, text);
    return parseMessage(reply);
  },
};
