import { connectAsFrame } from "../core/handshake.ts";
import type { InitData, ToEntry } from "../core/messages.ts";
import type { Line } from "../core/port.ts";
import { type Commands, type Connected, createListeners, type Host } from "./host.ts";

/** Finds the page that made this frame and waits for its first word. */
export async function connectToPage(): Promise<Connected> {
  const pageOrigin = new URLSearchParams(location.search).get("origin") ?? "";
  const closed = createListeners();
  let commands: Commands | undefined;
  let begin: (init: InitData) => void = () => undefined;
  const begun = new Promise<InitData>((resolve) => {
    begin = resolve;
  });
  const line: Line<ToEntry> = await connectAsFrame(
    { pageOrigin, nonce: location.hash.slice(1) },
    {
      init: begin,
      submit: ({ billingAddress }) => commands?.submit(billingAddress),
      validate: () => ({ isValid: commands?.validate() ?? false }),
      update: async ({ sessionData }) => ({ ok: (await commands?.update(sessionData)) ?? false }),
      focus: () => commands?.focus(),
      "modal-closed": closed.call,
      dispose: () => line.close(),
    },
  );
  const init = await begun;
  return {
    host: toHost(line, init, closed.add),
    init,
    pageOrigin,
    obey(given) {
      commands = given;
    },
  };
}

const toHost = (line: Line<ToEntry>, init: InitData, onModalClosed: Host["onModalClosed"]): Host => ({
  mode: init.mode,
  send: line.send,
  onModalClosed,
  async mayProceed(paymentMethodType) {
    if (!init.asksBeforeSubmit) return true;
    const answer = (await line.ask("before-submit", { paymentMethodType })) as { readonly proceed?: unknown } | null;
    return answer?.proceed === true;
  },
});
