import {
  anyCaseHeader,
  type Call,
  type ClientModel,
  parseMessage,
  requireResult,
  requireSignature,
  requireStatus,
  sandboxPath,
  signText,
  toBytes,
} from "./client-model.ts";

/** fastjson: members sorted by name, text beyond ASCII as it is. HTTPS only. Signature and time are checked when both are there. */
export const javaClient: ClientModel = {
  name: "Java",
  isTls: true,
  write(account, call, now) {
    const body = Buffer.from(JSON.stringify(sortMembers(call.message)));
    const time = String(now.getTime());
    const { clientId } = account;
    const signature = signText(account, { path: pathOf(call), clientId, time, body });
    const lines = [
      `POST ${pathOf(call)} HTTP/1.1`,
      "Accept: text/plain,text/xml,text/javascript,text/html",
      "User-Agent: global-sdk-java",
      "Content-Type: application/json; charset=UTF-8",
      "Connection: keep-alive",
      `Request-Time: ${time}`,
      `client-id: ${clientId}`,
      `Signature: algorithm=RSA256,keyVersion=1,signature=${signature}`,
      "Host: localhost",
      `Content-Length: ${body.length}`,
    ];
    return toBytes(lines, body);
  },
  read(account, call, reply) {
    requireStatus(reply, (status) => status === 200);
    const message = requireResult(parseMessage(reply));
    const signature = takeSignature(anyCaseHeader(reply, "signature"));
    const time = anyCaseHeader(reply, "response-time");
    if (!signature || !time) return message;
    requireSignature(account, { path: pathOf(call), clientId: account.clientId, time, body: reply.body }, signature);
    return message;
  },
};

/** Its constant for this one operation has the slash twice. */
const pathOf = (call: Call): string =>
  call.operation === "retrievePaymentSession" ? sandboxPath(call).replace("/v1/", "//v1/") : sandboxPath(call);

/** The third item, which must fall into exactly two pieces at its `=`; else the check is skipped. */
function takeSignature(header: string | undefined): string | undefined {
  const pieces = header?.split(",")[2]?.split("=");
  return pieces?.length === 2 ? pieces[1] : undefined;
}

function sortMembers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortMembers);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).toSorted(([first], [second]) => (first < second ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, sortMembers(member)]));
}
