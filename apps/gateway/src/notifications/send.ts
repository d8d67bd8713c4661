import { Agent as HttpAgent, type IncomingMessage, request as httpRequest, type RequestOptions } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import type { LookupFunction } from "node:net";
import { type AddressGuard, AddressRefusedError, type CheckedAddress } from "./address-guard.ts";
import type { DeliveryOutcome } from "./notification.ts";

/** What came of one POST. */
export type Sent = {
  readonly status: number | null;
  /** At most 64 KB; undefined when no answer came. */
  readonly body: string | undefined;
  /** Undefined: an answer came whole, and its status and body decide. */
  readonly failure: { readonly outcome: DeliveryOutcome; readonly reason: string } | undefined;
};

export type Sender = {
  readonly post: (url: string, headers: Readonly<Record<string, string>>, body: Buffer) => Promise<Sent>;
  readonly close: () => void;
};

export type SenderOptions = {
  readonly guard: AddressGuard;
  /** For the whole exchange. */
  readonly timeoutMs: number;
  readonly rejectsUnknownCertificates: boolean;
};

const answerBytesMax = 65_536;
const keepAliveMs = 15_000;

/** Connections are kept, so that a merchant with many notifications pays for one handshake. Redirects are not followed. */
export function createSender({ guard, timeoutMs, rejectsUnknownCertificates }: SenderOptions): Sender {
  const kept = { keepAlive: true, keepAliveMsecs: keepAliveMs, maxFreeSockets: 64, scheduling: "lifo" } as const;
  const agents = {
    http: new HttpAgent(kept),
    https: new HttpsAgent({ ...kept, rejectUnauthorized: rejectsUnknownCertificates }),
  };
  return {
    async post(url, headers, body) {
      try {
        const checked = await guard(url);
        return await exchange(checked, { headers, body, timeoutMs, agents });
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        const outcome = error instanceof AddressRefusedError ? "ADDRESS_REFUSED" : "UNREACHABLE";
        return { status: null, body: undefined, failure: { outcome, reason: error.message } };
      }
    },
    close() {
      agents.http.destroy();
      agents.https.destroy();
    },
  };
}

type Exchange = {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly timeoutMs: number;
  readonly agents: { readonly http: HttpAgent; readonly https: HttpsAgent };
};

function exchange(checked: CheckedAddress, { headers, body, timeoutMs, agents }: Exchange): Promise<Sent> {
  const { url } = checked;
  const isSecure = url.protocol === "https:";
  const options: RequestOptions = {
    method: "POST",
    headers: { ...headers, "content-length": String(body.length) },
    lookup: pinTo(checked),
    signal: AbortSignal.timeout(timeoutMs),
    agent: isSecure ? agents.https : agents.http,
  };
  return new Promise((resolve) => {
    const fail = (error: Error): void => {
      const isLate = error.name === "AbortError" || error.name === "TimeoutError";
      const reason = isLate ? `no whole answer within ${timeoutMs} ms` : error.message;
      resolve({
        status: null,
        body: undefined,
        failure: { outcome: isLate ? "TIMED_OUT" : "UNREACHABLE", reason },
      });
    };
    const request = (isSecure ? httpsRequest : httpRequest)(url, options, (response) => {
      readAnswer(response, resolve, fail);
    });
    request.on("error", fail);
    request.end(body);
  });
}

/** The address that was checked is the one that is dialled; the name stays for TLS and the Host header. */
const pinTo =
  ({ address, family }: CheckedAddress): LookupFunction =>
  (_host, { all }, callback) => {
    if (all) callback(null, [{ address, family }]);
    else callback(null, address, family);
  };

function readAnswer(response: IncomingMessage, resolve: (sent: Sent) => void, fail: (error: Error) => void): void {
  const chunks: Buffer[] = [];
  let length = 0;
  const status = response.statusCode ?? 0;
  response.on("data", (chunk: Buffer) => {
    length += chunk.length;
    if (length <= answerBytesMax) chunks.push(chunk);
    else response.destroy(new Error(`the answer is longer than ${answerBytesMax} bytes`));
  });
  response.on("error", fail);
  response.on("end", () => {
    const body = Buffer.concat(chunks).toString("utf8");
    if (status >= 300 && status < 400) {
      resolve({
        status,
        body,
        failure: { outcome: "REDIRECTED", reason: `HTTP ${status}: redirects are not followed` },
      });
      return;
    }
    resolve({ status, body, failure: undefined });
  });
}
