import { type Checks, holds } from "./message-checks.ts";
import { type Envelope, messageCharsMax, messageVersion } from "./messages.ts";

/** One end of the line between page and frame. */
export type Line<Out> = {
  readonly send: <T extends keyof Out & string>(type: T, data: Out[T]) => void;
  /** Resolves with the other side's answer; rejects when none comes within `timeoutMs`, or the line was closed. */
  readonly ask: <T extends keyof Out & string>(type: T, data: Out[T], timeoutMs?: number) => Promise<unknown>;
  /** Resolves when the other side lives; rejects as `ask` does. */
  readonly ping: (timeoutMs: number) => Promise<unknown>;
  readonly close: () => void;
};

/** What takes the messages of the other side; a value, or a promise's value, is the answer. */
export type Receivers<In> = { readonly [T in keyof In]?: (data: In[T]) => unknown };

export type LineEnd<In> = { readonly checks: Checks<In>; readonly receivers: Receivers<In> };

type Waiting = { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void };

/** Messages of unknown type, of another version, beyond the size limit or of the wrong shape are ignored. */
export function openLine<In, Out>(port: MessagePort, { checks, receivers }: LineEnd<In>): Line<Out> {
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  const post = (type: string, data: unknown, re?: number): number => {
    lastId += 1;
    const envelope: Envelope = { v: messageVersion, id: lastId, t: type, d: data, ...(re !== undefined && { re }) };
    port.postMessage(JSON.stringify(envelope));
    return lastId;
  };
  const ask = (type: string, data: unknown, timeoutMs?: number): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = post(type, data);
      const timer =
        timeoutMs === undefined ? undefined : setTimeout(() => end(() => reject(new Error("TIMEOUT"))), timeoutMs);
      const end = (settle: () => void): void => {
        clearTimeout(timer);
        waiting.delete(id);
        settle();
      };
      waiting.set(id, { resolve: (value) => end(() => resolve(value)), reject: (error) => end(() => reject(error)) });
    });
  const receive = async ({ t: type, d: data, id }: Envelope): Promise<void> => {
    if (type === "ping") return void post("answer", true, id);
    if (!Object.hasOwn(receivers, type)) return;
    const name = type as keyof In;
    if (!holds(checks[name], data)) return;
    const answer = await receivers[name]?.(data as never);
    if (answer !== undefined) post("answer", answer, id);
  };
  port.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    const envelope = parseEnvelope(data);
    if (!envelope) return;
    if (envelope.re === undefined) void receive(envelope);
    else waiting.get(envelope.re)?.resolve(envelope.d);
  });
  port.start();
  return {
    send: (type, data) => void post(type, data),
    ask,
    ping: (timeoutMs) => ask("ping", {}, timeoutMs),
    close() {
      port.close();
      for (const { reject } of waiting.values()) reject(new Error("CLOSED"));
    },
  };
}

function parseEnvelope(data: unknown): Envelope | undefined {
  if (typeof data !== "string" || data.length > messageCharsMax) return undefined;
  try {
    const parsed = JSON.parse(data) as Envelope | null;
    return parsed?.v === messageVersion && typeof parsed.id === "number" && typeof parsed.t === "string"
      ? parsed
      : undefined;
  } catch {
    return undefined;
  }
}
