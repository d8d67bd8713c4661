import type { SdkEvent } from "../core/messages.ts";
import { parseSessionData } from "../core/session-data.ts";
import { AMSCheckout } from "./component.ts";
import { checkCallbacks, findContainer, type Loose } from "./options.ts";

export type CheckoutPageOptions = {
  readonly environment?: string;
  readonly locale?: string;
  readonly onEventCallback?: (event: SdkEvent) => void;
  readonly gatewayOrigin?: string;
};

/** The checkout inside an element of the page. Wrong parameters throw; what fails later is heard by the callbacks. */
export class AMSCheckoutPage {
  readonly #inner: AMSCheckout;
  #isMounted = false;

  constructor(options: Loose<CheckoutPageOptions> = {}) {
    checkCallbacks(options);
    this.#inner = new AMSCheckout(options);
  }

  /**
   * Throws PARAMS_ERROR_INVALID_SESSION_DATA, PARAMS_ERROR_INVALID_SELECTOR and PARAMS_ERROR_ALREADY_MOUNTED, as the error's
   * name.
   */
  mountComponent(params: Loose<{ readonly sessionData: string }>, selector: string | HTMLElement): void {
    if (!parseSessionData((params as typeof params | undefined)?.sessionData)) {
      throw paramsError("INVALID_SESSION_DATA", "sessionData is missing or not readable.");
    }
    const container = findContainer(selector);
    if (!container) throw paramsError("INVALID_SELECTOR", "The element to mount to was not found.");
    if (this.#isMounted) throw paramsError("ALREADY_MOUNTED", "It is mounted: call unmount() first.");
    this.#isMounted = true;
    // The callbacks have heard of a failure; there is no promise here to tell it by.
    this.#inner.mountComponent(params, container).catch(() => {
      this.#isMounted = false;
    });
  }

  unmount(): void {
    this.#isMounted = false;
    this.#inner.unmount();
  }

  destroy(): void {
    this.unmount();
  }
}

function paramsError(what: string, message: string): Error {
  const error = new Error(message);
  error.name = `PARAMS_ERROR_${what}`;
  return error;
}
