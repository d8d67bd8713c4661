import type { SdkEvent } from "../core/messages.ts";

/** With any further key: merchants' plugins pass many, and none is refused. */
export type Loose<Options> = Options | (Options & Readonly<Record<string, unknown>>);

type Callback<Value> = (value: Value) => void;

/** Some are Error objects, with a stack. */
export type ErrorEvent = { readonly code: string; readonly message: string; readonly stack?: string };

/** Options of the component classes. */
export type ComponentOptions = {
  /** sandbox and prod both mean the gateway this script came from. */
  readonly environment?: string;
  readonly locale?: string;
  readonly onEventCallback?: Callback<SdkEvent>;
  readonly onError?: Callback<ErrorEvent>;
  readonly onLog?: Callback<{ readonly code: string; readonly message: string }>;
  /** The buyer closed the popup. */
  readonly onClose?: () => void;
  /** CSS pixels. */
  readonly onSizeChanged?: Callback<{ readonly width: number; readonly height: number }>;
  readonly onPaymentMethodSelected?: Callback<{ readonly paymentMethodType: string }>;
  readonly onChange?: Callback<FormState>;
  /** The last word before a submit: CANCEL and ERROR stop it. */
  readonly onBeforeSubmit?: (state: { readonly paymentMethodType?: string }) => BeforeSubmit | Promise<BeforeSubmit>;
  readonly networkMode?: string;
  /** Where the gateway is, when neither the script's address nor the session data should decide. */
  readonly gatewayOrigin?: string;
};

export type FormState = {
  readonly isComplete: boolean;
  readonly isEmpty: boolean;
  readonly paymentMethodType: string;
  readonly brand?: string;
};

export type BeforeSubmit = { readonly result?: "CANCEL" | "CONTINUE" | "ERROR" | "IGNORE" | "TIMEOUT" } | undefined;

export type MountParams = {
  readonly sessionData?: string;
  /** Older name of sessionData. */
  readonly paymentSessionData?: string;
  readonly appearance?: Loose<AppearanceOptions>;
  /** True: the page stays after the result; otherwise it goes to paymentRedirectUrl. */
  readonly notRedirectAfterComplete?: boolean;
  /** True: addresses are handed over in SDK_REDIRECT, the host app opens them. */
  readonly isNativeAppWebview?: boolean;
  readonly merchantAppointParam?: { readonly storedCard?: { readonly needCVV?: boolean } };
};

export type AppearanceOptions = {
  readonly showLoading?: boolean;
  /** False: the merchant draws the pay button and calls submit(). */
  readonly showSubmitButton?: boolean;
  readonly theme?: string;
  readonly themeType?: string;
  readonly accentColor?: string;
  readonly backgroundColor?: string;
  readonly layout?: { readonly type?: string };
  readonly card?: { readonly showBrandIcon?: boolean };
  /** Kebab or camel case; colours and lengths only. */
  readonly variables?: Readonly<Record<string, string>>;
};

const callbackName = /^on[A-Z]/;

/** Throws for a callback that is no function: it would be missed only when money has moved. */
export function checkCallbacks(options: object): void {
  for (const [name, value] of Object.entries(options) as [string, unknown][]) {
    if (callbackName.test(name) && value !== undefined && value !== null && typeof value !== "function") {
      throw new TypeError(`${name} must be a function.`);
    }
  }
}

/**
 * Calls a merchant's callback after our own state has settled, unless `signal` has been aborted by then. What it throws is
 * reported as the page's own uncaught error and stops nothing here.
 */
export function call<Value>(callback: Callback<Value> | null | undefined, value: Value, signal?: AbortSignal): void {
  if (!callback) return;
  queueMicrotask(() => {
    if (signal?.aborted) return;
    try {
      callback(value);
    } catch (error) {
      reportLater(error);
    }
  });
}

/** As the page's own uncaught error: its monitoring hears of it, and nothing here stops. */
export function reportLater(error: unknown): void {
  setTimeout(() => {
    throw error;
  });
}

/** The element a selector names, or the element that was given itself. */
export function findContainer(selector: unknown): HTMLElement | undefined {
  if (selector instanceof HTMLElement) return selector;
  if (typeof selector !== "string") return undefined;
  try {
    return document.querySelector<HTMLElement>(selector) ?? undefined;
  } catch {
    return undefined; // No selector at all.
  }
}
