import { computed, effect, signal } from "@preact/signals";
import type { CheckoutMethod, CheckoutOpenReply, CheckoutState } from "@opencashier/protocol";
import type { InitData } from "../core/messages.ts";
import { type CardModel, createCardModel } from "./card/card-model.ts";
import { isBusy, mayFollow, type Phase } from "./flow/phases.ts";
import type { Gateway } from "./gateway.ts";
import type { Host } from "./host.ts";
import type { TextKey } from "./locales/en.ts";
import type { Fillings } from "./texts.ts";

/** A sentence above the button: an error is read out at once, anything else when there is a pause. */
export type Notice = { readonly tone: "error" | "info"; readonly text: TextKey; readonly fillings?: Fillings };

export type Interaction = "redirect" | "code";

/** All that is known and all that is shown. Views read it; only the files in flow/ and the fields write it. */
export type Model = ReturnType<typeof createModel>;

export type ModelDeps = {
  /** For the session that the page began with. */
  readonly gateway: Gateway;
  /** For another one that takes its place. */
  readonly connect: (sessionData: string) => Gateway;
  readonly host: Host;
  readonly init: InitData;
};

export function createModel({ gateway, connect, host, init }: ModelDeps) {
  const session = createSwitchableSession(connect, gateway);
  const offer = createOffer();
  const { opened, methods } = offer;
  const phase = signal<Phase>("loading");
  const notice = signal<Notice | undefined>(undefined);
  /** The gateway's clock minus the browser's: cards and sessions end by the gateway's. */
  const clockAheadMs = signal(0);
  const nowMs = (): number => Date.now() + clockAheadMs.peek();
  const card: CardModel = createCardModel({
    acceptedBrands: () => methods.value.find(({ category }) => category === "CARD")?.cardBrands ?? [],
    needsCvc: () => opened.value?.needsCvc ?? true,
    nowMs,
    async lookUp(bin) {
      const reply = await session.gateway().card({ bin });
      return reply.isOk ? reply.value : undefined;
    },
  });

  // Whoever corrects something need not be told any longer that there is something to correct.
  effect(() => {
    void [card.values.value, offer.bank.value];
    if (notice.peek()?.text === "fieldsToCheck") notice.value = undefined;
  });

  return {
    ...session,
    ...offer,
    host,
    init,
    phase,
    notice,
    card,
    nowMs,
    clockAheadMs,
    /** How the payment stood when it was last asked for. */
    state: signal<CheckoutState | undefined>(undefined),
    isOffline: signal(false),
    /** Raised when a field should take the focus; the number tells one wish from the next. */
    focusWish: signal<{ readonly id: string; readonly count: number }>({ id: "", count: 0 }),
    isBusy: computed(() => isBusy(phase.value)),
    /** A move the table does not have is a bug of ours. */
    move(next: Phase): void {
      if (!mayFollow(phase.peek(), next)) throw new Error(`${phase.peek()} is not followed by ${next}`);
      phase.value = next;
    },
    say(tone: Notice["tone"], text: TextKey, fillings?: Fillings): void {
      notice.value = { tone, text, ...(fillings && { fillings }) };
    },
    choose(paymentMethodType: string): void {
      offer.chooseMethod(paymentMethodType);
      notice.value = undefined;
    },
    learnTime(serverTime: number): void {
      clockAheadMs.value = serverTime - Date.now();
    },
  };
}

function createSwitchableSession(connect: ModelDeps["connect"], first: Gateway) {
  let current = first;
  return {
    /** Asks for the session shown; another one may take its place. */
    gateway: (): Gateway => current,
    /** Answers how to go back to the one before. */
    useSession(next: string): () => void {
      const before = current;
      current = connect(next);
      return () => {
        current = before;
      };
    },
  };
}

/** What the session offers, and what the buyer chose of it. */
function createOffer() {
  const opened = signal<CheckoutOpenReply | undefined>(undefined);
  const chosenType = signal<string | undefined>(undefined);
  const chosenInteraction = signal<Interaction>("redirect");
  const bank = signal<string | undefined>(undefined);
  const isBankMissing = signal(false);
  const methods = computed(() => opened.value?.methods ?? []);
  const method = computed(
    (): CheckoutMethod | undefined =>
      methods.value.find(({ paymentMethodType }) => paymentMethodType === chosenType.value) ?? methods.value[0],
  );
  return {
    opened,
    methods,
    method,
    chosenType,
    bank,
    isBankMissing,
    /** What a wallet is paid by: the way chosen when it has two, else its only one. */
    interaction: computed((): Interaction => {
      const ways = method.value?.interactions ?? [];
      return ways.includes(chosenInteraction.value) ? chosenInteraction.value : (ways[0] ?? "redirect");
    }),
    chooseInteraction(interaction: Interaction): void {
      chosenInteraction.value = interaction;
    },
    chooseMethod(paymentMethodType: string): void {
      chosenType.value = paymentMethodType;
      bank.value = undefined;
      isBankMissing.value = false;
    },
  };
}

/** Asks a field to take the focus, once it is there. */
export function wishFocus({ focusWish }: Model, id: string): void {
  focusWish.value = { id, count: focusWish.peek().count + 1 };
}
