import { toLanguageTag } from "../core/locale.ts";
import type { SdkEvent, SubmitResult } from "../core/messages.ts";
import { parseSessionData } from "../core/session-data.ts";
import { InvalidElementConfigError, type CheckoutError } from "./errors.ts";
import { toFormOptions } from "./form-options.ts";
import { findGatewayOrigin } from "./gateway-origin.ts";
import { Mounted } from "./mounted.ts";
import {
  type AppearanceOptions,
  call,
  checkCallbacks,
  findContainer,
  type Loose,
  type MountParams,
} from "./options.ts";
import { notThere } from "./submitted.ts";

/** Options of AMSElement. */
export type ElementOptions = {
  readonly sessionData: string;
  readonly environment?: string;
  readonly locale?: string;
  readonly appearance?: AppearanceOptions;
  readonly onEventCallback?: (event: SdkEvent) => void;
  readonly loading?: { readonly onStartLoading?: () => void; readonly onEndLoading?: () => void };
  readonly gatewayOrigin?: string;
};

export type ElementMountOptions = MountParams & { readonly type: "payment" };

/** What an application sets once: options of the constructor and of mount(). */
export type ElementSettings = Partial<
  Pick<ElementOptions, "environment" | "locale" | "onEventCallback" | "loading" | "gatewayOrigin"> &
    Pick<ElementMountOptions, "appearance" | "notRedirectAfterComplete" | "merchantAppointParam" | "isNativeAppWebview">
>;

export type ElementError = { readonly code: string; readonly message: string; readonly traceId?: string };

const frameMsMax = 10_000;

/** The payment element: its promises resolve, with an `error` inside when something went wrong. */
export class AMSElement {
  readonly #options: ElementOptions;
  #sessionData: string;
  #form: Mounted | undefined;

  /** Throws InvalidElementConfigError naming every bad field, and TypeError for a callback that is no function. */
  constructor(options: Loose<ElementOptions>) {
    const sessionData: unknown = (options as ElementOptions | undefined)?.sessionData;
    if (typeof sessionData !== "string" || sessionData === "") {
      throw new InvalidElementConfigError([{ field: "sessionData", message: "is required" }]);
    }
    checkCallbacks(options);
    this.#options = options;
    this.#sessionData = sessionData;
  }

  /**
   * Resolves once the form is painted, or with an error: PARAM_INVALID, UI_STATE_ERROR, ERR_DATA_STRUCT_UNRECOGNIZED,
   * INITIALIZE_WEB_TIMEOUT, INITIALIZE_API_TIMEOUT, or what the gateway answered.
   */
  async mount(
    options: Loose<ElementMountOptions>,
    selector: string | HTMLElement,
  ): Promise<{ readonly error?: ElementError }> {
    if ((options as ElementMountOptions | undefined)?.type !== "payment") {
      return this.#refuse("PARAM_INVALID", 'The type of the element must be "payment".');
    }
    const container = findContainer(selector);
    if (!container) return this.#refuse("PARAM_INVALID", "The element to mount to was not found.");
    if (this.#form?.isAlive)
      return { error: { code: "UI_STATE_ERROR", message: "It is mounted: call unmount() first." } };
    const session = parseSessionData(this.#sessionData);
    if (!session) return this.#refuse("ERR_DATA_STRUCT_UNRECOGNIZED", "sessionData is not readable.");
    const gatewayOrigin = findGatewayOrigin(this.#options.gatewayOrigin, session);
    if (!gatewayOrigin) return this.#refuse("PARAM_INVALID", "No gateway is known: set gatewayOrigin.");
    this.#form?.destroy();
    // Plugins pass what belongs to mount() to the constructor.
    const params = { ...this.#options, ...options, appearance: { ...this.#options.appearance, ...options.appearance } };
    const form = new Mounted(
      {
        ...toFormOptions(params, { showSubmitButton: false }),
        container,
        gatewayOrigin,
        session,
        mode: "inline",
        languageTag: toLanguageTag(this.#options.locale),
        timeLimitMs: frameMsMax,
        failureCode: "SDK_CREATE_COMPONENT_ERROR",
      },
      {
        onEvent: (event) => this.#emit(event, form.signal),
        onResize: () => {},
        onChange: () => {},
        onEscape: () => {},
        onBeforeSubmit: undefined,
      },
    );
    this.#form = form;
    return form.start().then(() => ({}), toError);
  }

  #emit(event: SdkEvent, signal: AbortSignal): void {
    const { loading, onEventCallback } = this.#options;
    if (event.code === "SDK_START_OF_LOADING") call(loading?.onStartLoading, undefined, signal);
    if (event.code === "SDK_END_OF_LOADING") call(loading?.onEndLoading, undefined, signal);
    call(onEventCallback, event, signal);
  }

  #refuse(code: string, message: string): { readonly error: ElementError } {
    call(this.#options.onEventCallback, { code: "SDK_CREATEPAYMENT_PARAMETER_ERROR", message });
    return { error: { code, message } };
  }

  async validateFields(): Promise<{ readonly isValid: boolean }> {
    return { isValid: (await this.#form?.validate()) === true };
  }

  /** Always settles, and never rejects. A call while an attempt is under way is answered with that attempt's result. */
  async submitPayment(): Promise<SubmitResult> {
    return (await this.#form?.submit(undefined)) ?? notThere;
  }

  /** Another session for the same order, as after a change of the amount: what the buyer has typed stays. */
  async updatePayment(sessionData: string): Promise<boolean> {
    if (!parseSessionData(sessionData) || (await this.#form?.update(sessionData)) !== true) return false;
    this.#sessionData = sessionData;
    return true;
  }

  destroy(): void {
    this.#form?.destroy();
    this.#form = undefined;
  }

  unmount(): void {
    this.destroy();
  }
}

const toError = ({ code, message, traceId }: CheckoutError): { readonly error: ElementError } => ({
  error: { code, message, ...(traceId && { traceId }) },
});
