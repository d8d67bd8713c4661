import type { Db } from "../../db/index.ts";
import type { Connector, UnknownAnswer } from "../connector.ts";
import { type FaultCall, findRequestedFault } from "./fault-plan.ts";
import { drawPlannedFault } from "./fault-plans.ts";
import type { IssuerCode } from "./issuer-answers.ts";
import type { SandboxCalls } from "./sandbox-calls.ts";

export type FaultDeps = {
  readonly db: Pick<Db, "connection">;
  readonly onUpdate: (clientId: string, operationId: string) => void;
  /** Real time: a late answer is late for whoever waits. */
  readonly sleep: (durationMs: number) => Promise<void>;
};

/** A connection that broke before the answer came: a broken world, so an exception. */
export class NoAnswerError extends Error {
  constructor() {
    super("the sandbox acquirer was told not to answer");
  }
}

/** The line between gateway and acquirer, with the faults a merchant or a single request asks for. */
export function withFaults(acquirer: SandboxCalls, deps: FaultDeps): Connector {
  const { authorize, capture, void: giveBack, refund, inquire } = acquirer;
  return {
    name: "sandbox",
    authorize: (request) => overLine(deps, "authorize", { request, send: authorize }),
    capture: (request) => overLine(deps, "capture", { request, send: capture }),
    void: (request) => overLine(deps, "void", { request, send: giveBack }),
    refund: (request) => overLine(deps, "refund", { request, send: refund }),
    inquire: (request) => overLine(deps, "inquire", { request, send: inquire }),
  };
}

type LineRequest = { readonly clientId: string; readonly operationId: string; readonly requestId?: string };

type LineCall<Request, Answer> = {
  readonly request: Request;
  readonly send: (request: Request, refusal?: IssuerCode) => Promise<Answer>;
};

async function overLine<Request extends LineRequest, Answer>(
  deps: FaultDeps,
  call: FaultCall,
  { request, send }: LineCall<Request, Answer>,
): Promise<Answer | UnknownAnswer> {
  const { clientId, operationId } = request;
  // An inquiry settles what another call left open; the request's own wish is about that other call.
  const asked = call === "inquire" ? undefined : findRequestedFault(request.requestId);
  const fault = asked ?? (await drawPlannedFault(deps.db, clientId, call));
  if (!fault) return send(request);
  // Late is the answer, not the request: what the gateway was told had not arrived must not arrive afterwards.
  const late = async <Value>(value: Value): Promise<Value> => {
    if (fault.latencyMs !== undefined) await deps.sleep(fault.latencyMs);
    return value;
  };
  const told = (): void => deps.onUpdate(clientId, operationId);
  switch (fault.kind) {
    case "latency":
      return late(await send(request));
    case "lost-request":
      throw await late(new NoAnswerError());
    case "lost-answer":
      await send(request);
      throw await late(new NoAnswerError());
    case "server-error":
      return late({ kind: "unknown", reason: "the sandbox acquirer was told to fail" });
    case "garbled-answer":
      await send(request);
      return late({ kind: "unknown", reason: "the sandbox acquirer was told to answer what nobody understands" });
    case "duplicate": {
      const [answer] = await Promise.all([send(request), send(request)]);
      told();
      told();
      return late(answer);
    }
    case "out-of-order": {
      const answer = await send(request);
      told();
      await deps.sleep(outOfOrderMs);
      return late(answer);
    }
    case "decline":
      return late(await send(request, fault.issuerCode ?? "05"));
  }
}

/** How far the acquirer's notice runs ahead of its answer: enough for the gateway to act on it. */
const outOfOrderMs = 250;
