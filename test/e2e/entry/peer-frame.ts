// The other side of the line, as simple as it can be: it connects and does what the test tells it. The client id in its
// address names what it does by itself.
import { connectAsFrame } from "../../../packages/checkout/src/core/handshake.ts";

const query = new URLSearchParams(location.search);
const scenario = query.get("client");

const peer = {
  line: undefined as Awaited<ReturnType<typeof connectAsFrame>> | undefined,
  heard: [] as unknown[],
  /** Answers to questions, by type. */
  answers: { validate: { isValid: true }, update: { ok: true } } as Record<string, unknown>,
};
Object.assign(window, { peer });

const hear = (type: string) => (data: unknown) => {
  peer.heard.push([type, data]);
  const answer = peer.answers[type];
  return answer === "never" ? new Promise(() => undefined) : answer;
};

async function start(): Promise<void> {
  if (scenario === "mute") return;
  const nonce = scenario === "wrong-nonce" ? "0".repeat(32) : location.hash.slice(1);
  peer.line = await connectAsFrame(
    { pageOrigin: query.get("origin") ?? "", nonce },
    {
      init(data) {
        hear("init")(data);
        if (scenario === "fatal")
          peer.line?.send("fatal", { code: "INQUIRY_PAYMENT_SESSION_FAILED", message: "It is over." });
        else if (scenario !== "unready") peer.line?.send("ready", { height: 333 });
      },
      submit: hear("submit"),
      validate: hear("validate"),
      update: hear("update"),
      focus: hear("focus"),
      "modal-closed": hear("modal-closed"),
    },
  );
}

void start();
