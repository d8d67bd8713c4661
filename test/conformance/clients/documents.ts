import {
  anyCaseHeader,
  type Call,
  type ClientModel,
  ClientRefusal,
  parseMessage,
  requireResult,
  requireSignature,
  requireStatus,
  signText,
  toBytes,
} from "./client-model.ts";

/** A caller written from the documents alone: their bare path, blanks behind the commas, a time with its own offset. */
export const documentsClient: ClientModel = {
  name: "documents",
  isTls: false,
  write(account, call, now) {
    const body = Buffer.from(JSON.stringify(call.message, null, 2));
    const local = new Date(now.getTime() + eightHoursMs).toISOString().slice(0, 19);
    const time = `${local}+08:00`;
    const { clientId } = account;
    const signature = signText(account, { path: barePath(call), clientId, time, body });
    const lines = [
      `POST ${barePath(call)} HTTP/1.1`,
      "Host: open-sea-global.alipay.com",
      "Content-Type: application/json; charset=UTF-8",
      `Client-Id: ${clientId}`,
      `Request-Time: ${time}`,
      `Signature: algorithm=RSA256, keyVersion=1, signature=${signature}`,
      `Content-Length: ${body.length}`,
    ];
    return toBytes(lines, body);
  },
  read(account, call, reply) {
    requireStatus(reply, (status) => status === 200);
    const time = anyCaseHeader(reply, "response-time");
    const text = /signature=([^,\s]+)$/.exec(anyCaseHeader(reply, "signature") ?? "")?.[1];
    if (time === undefined || text === undefined) throw new ClientRefusal("the reply is not signed");
    requireSignature(account, { path: barePath(call), clientId: account.clientId, time, body: reply.body }, text);
    return requireResult(parseMessage(reply));
  },
};

const eightHoursMs = 8 * 60 * 60 * 1000;

const barePath = ({ operation }: Call): string => `/v1/payments/${operation}`;
