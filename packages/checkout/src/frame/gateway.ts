import type {
  CheckoutCardReply,
  CheckoutCardRequest,
  CheckoutErrorReply,
  CheckoutOpenReply,
  CheckoutState,
  CheckoutStateRequest,
  CheckoutSubmitRequest,
} from "@opencashier/protocol";

/** LOST: no answer, or none that can be read; whether the request arrived is not known. */
export type Refusal = {
  readonly isOk: false;
  readonly error: CheckoutErrorReply["error"] | "LOST";
  /** For developers; never shown. */
  readonly message: string;
};

export type Reply<Value> = { readonly isOk: true; readonly value: Value } | Refusal;

/** The gateway, as far as a buyer's browser may ask it. */
export type Gateway = {
  readonly open: () => Promise<Reply<CheckoutOpenReply>>;
  readonly card: (request: CheckoutCardRequest) => Promise<Reply<CheckoutCardReply>>;
  /** The only message that carries card data. */
  readonly submit: (request: CheckoutSubmitRequest) => Promise<Reply<CheckoutState>>;
  readonly state: (request: CheckoutStateRequest) => Promise<Reply<CheckoutState>>;
};

export type GatewayOptions = {
  readonly sessionData: string;
  /** Of the page that embeds the frame. */
  readonly pageOrigin: string;
};

const askMsMax = 15_000;
/** The gateway gives an acquirer ten seconds. */
const submitMsMax = 30_000;

const errors: readonly string[] = [
  "SESSION_INVALID",
  "SESSION_EXPIRED",
  "REQUEST_INVALID",
  "METHOD_NOT_AVAILABLE",
  "DUPLICATE",
  "UNAVAILABLE",
];

export function connectGateway({ sessionData, pageOrigin }: GatewayOptions): Gateway {
  const headers = {
    "content-type": "application/json",
    "checkout-session": sessionData,
    "checkout-origin": pageOrigin,
  };
  const post = async <Value>(name: string, body: object, timeoutMs = askMsMax): Promise<Reply<Value>> => {
    try {
      const response = await fetch(`/checkout/api/${name}`, {
        method: "POST",
        headers,
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(timeoutMs),
        cache: "no-store",
        credentials: "omit",
      });
      const answer: unknown = await response.json();
      return response.ok ? { isOk: true, value: answer as Value } : toRefusal(answer);
    } catch (error) {
      return { isOk: false, error: "LOST", message: error instanceof Error ? error.message : "no answer" };
    }
  };
  return {
    open: () => post("open", {}),
    card: (request) => post("card", request),
    submit: (request) => post("submit", request, submitMsMax),
    state: (request) => post("state", request),
  };
}

/** Asks at once for what is asked for first anyway; whoever asks again asks anew. */
export function openEarly(gateway: Gateway): Gateway {
  let early: ReturnType<Gateway["open"]> | undefined = gateway.open();
  return {
    ...gateway,
    open() {
      const reply = early ?? gateway.open();
      early = undefined;
      return reply;
    },
  };
}

/** Only our own words count: an error page of something between says nothing about what happened. */
function toRefusal(answer: unknown): Refusal {
  const { error, message } = (answer ?? {}) as Partial<CheckoutErrorReply>;
  return error !== undefined && errors.includes(error)
    ? { isOk: false, error, message: message ?? "" }
    : { isOk: false, error: "LOST", message: "no readable answer" };
}
