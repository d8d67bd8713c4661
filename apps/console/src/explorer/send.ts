import type { ConsoleCredentials, ConsoleStep } from "@opencashier/protocol/console";
import { fillIn, runSteps, type StepAnswer } from "./run-case.ts";
import { isAnswerGenuine, signRequest } from "./signing.ts";
import { type Way, ways, type WireRequest } from "./ways.ts";

export type Ran = {
  /** What was sent before, to bring about what the case is about. */
  readonly steps: readonly StepAnswer[];
  readonly content: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly answerHeaders: Readonly<Record<string, string>>;
  readonly status: number;
  readonly isGenuine: boolean;
  readonly durationMs: number;
  readonly diagnosis: string | null;
};

type Sending = {
  readonly before?: readonly ConsoleStep[];
  readonly path: string;
  /** As it goes over the wire, byte for byte. */
  readonly body: string;
  readonly credentials: ConsoleCredentials;
  /** base64 PKCS#8; stays in the page's memory. */
  readonly privateKey: string;
  readonly way: Way;
};

/** To the wire API itself, as any merchant's server would: what is seen here is what happened. */
export async function send(sending: Sending): Promise<Ran> {
  const { known, answers } = await runSteps(sending, async ({ path }, body) => {
    const ran = await exchange({ ...sending, path, body, way: "right" });
    return ran.body;
  });
  const filled = { ...sending, body: fillIn(sending.body, known) };
  const { prepare } = ways[sending.way];
  if (prepare) await exchange({ ...filled, way: "right" });
  const ran = await exchange(prepare ? { ...filled, body: prepare(filled.body) } : filled);
  return { ...ran, steps: answers };
}

async function exchange({ path, body, credentials, privateKey, way }: Sending): Promise<Omit<Ran, "steps">> {
  const { clientId, keyVersion, gatewayPublicKey } = credentials;
  const { content, headers } = await signRequest({ path, clientId, keyVersion, privateKey, body });
  const right: WireRequest = { method: "POST", path, headers, body };
  const wire = ways[way].distort?.(right) ?? right;
  const startedAt = performance.now();
  const response = await fetch(wire.path, { method: wire.method, headers: wire.headers, body: wire.body });
  const answered = await response.text();
  const durationMs = performance.now() - startedAt;
  const answer = { path: wire.path, clientId, headers: response.headers, body: answered, publicKey: gatewayPublicKey };
  return {
    content,
    headers: wire.headers,
    body: answered,
    answerHeaders: Object.fromEntries(response.headers),
    status: response.status,
    isGenuine: await isAnswerGenuine(answer),
    durationMs,
    diagnosis: response.headers.get("x-opencashier-diagnosis"),
  };
}
