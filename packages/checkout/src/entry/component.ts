import { toLanguageTag } from "../core/locale.ts";
import type { DisplayMode, SdkEvent } from "../core/messages.ts";
import { parseSessionData, type SessionData } from "../core/session-data.ts";
import { type Dialog, openDialog } from "./dialog.ts";
import { CheckoutError } from "./errors.ts";
import { toFormOptions } from "./form-options.ts";
import { findGatewayOrigin } from "./gateway-origin.ts";
import { Mounted } from "./mounted.ts";
import {
  call,
  checkCallbacks,
  type ComponentOptions,
  findContainer,
  type Loose,
  type MountParams,
  reportLater,
} from "./options.ts";
import {
  notThere,
  type SubmitArgument,
  type Submitted,
  toBillingAddress,
  toFailure,
  toSubmitted,
} from "./submitted.ts";
import { textsOf } from "./texts.ts";

const frameMsMax = 15_000;
const popupWidth = 672;

/** Codes that the original reports to onError as well as to onEventCallback. */
const errorCodes = new Set<string>(["SDK_CREATECOMPONENT_ERROR", "SDK_INTERNAL_ERROR", "SDK_PAYMENT_ERROR"]);

/** What the form is of, and where it comes from. */
type Source = { readonly session: SessionData; readonly gatewayOrigin: string };

type Place = {
  readonly container: HTMLElement;
  readonly mode: DisplayMode;
  /** Of the popup. */
  readonly dialog?: Dialog;
};

/**
 * The base of the component classes: their promises reject, and the callbacks hear the same.
 * Source: the original web SDK 1.47, its public behaviour, observed 2026-11-22; docs/integrating/checkout-sdk.md says where
 * this one differs.
 */
export class AMSCheckout {
  readonly #options: ComponentOptions;
  readonly #languageTag: string;
  /** By the element they are in; the popup by the page's body. */
  readonly #forms = new Map<HTMLElement, Mounted>();
  #dialog: Dialog | undefined;

  /** Throws TypeError for a callback that is no function. Further arguments of the original chose a scene; they are ignored. */
  constructor(options: Loose<ComponentOptions> = {}, ..._ignored: readonly unknown[]) {
    checkCallbacks(options);
    this.#options = options;
    this.#languageTag = toLanguageTag(options.locale);
    if (options.networkMode === "proxy") {
      call(options.onError, { code: "SDK_INIT_PARAMETER_ERROR", message: proxyMessage });
    }
  }

  /**
   * Shows the form in a dialog over the page; resolves once it is painted.
   * Rejects with SDK_CREATEPAYMENT_PARAMETER_ERROR, or SDK_CREATECOMPONENT_ERROR when no form came or one is open already.
   */
  createComponent(params: Loose<MountParams>): Promise<void> {
    const source = this.#findSource(params);
    if (source instanceof CheckoutError) return this.#refuseParameters(source);
    if (this.#isTaken(document.body)) return this.#refuseSecond();
    const texts = textsOf(this.#languageTag);
    const dialog = openDialog({
      id: `ams-checkout-component-${matchMedia("(max-width: 640px)").matches ? "mobile" : "desktop"}`,
      label: texts.form,
      heading: "",
      closeLabel: texts.close,
      width: popupWidth,
      isDark: (params.appearance?.theme ?? params.appearance?.themeType) === "night",
      question: () => (this.#forms.get(document.body)?.hasInput ? texts.question : undefined),
      onClosed: () => this.#closedByBuyer(),
    });
    this.#dialog?.close();
    this.#dialog = dialog;
    const mounted = this.#mount(params, source, { container: document.body, mode: "popup", dialog });
    const form = this.#forms.get(document.body);
    mounted.then(
      () => form?.focus(),
      // Without a frame there is nobody in the dialog to say what is wrong.
      () => form?.isShown || dialog.close(),
    );
    return mounted;
  }

  /** Shows the form inside an element: a selector, or the element itself. Settles as createComponent does. */
  mountComponent(params: Loose<MountParams>, selector: string | HTMLElement): Promise<void> {
    const source = this.#findSource(params);
    if (source instanceof CheckoutError) return this.#refuseParameters(source);
    const container = findContainer(selector);
    if (!container) return this.#refuseParameters(parameterError("The element to mount to was not found."));
    if (this.#isTaken(container)) return this.#refuseSecond();
    return this.#mount(params, source, { container, mode: "inline" });
  }

  #findSource(params: MountParams | undefined): Source | CheckoutError {
    if (this.#options.networkMode === "proxy") return new CheckoutError("SDK_INIT_PARAMETER_ERROR", proxyMessage);
    const session = parseSessionData(params?.sessionData ?? params?.paymentSessionData);
    if (!session) return parameterError("sessionData is missing or not readable.");
    const gatewayOrigin = findGatewayOrigin(this.#options.gatewayOrigin, session);
    return gatewayOrigin ? { session, gatewayOrigin } : parameterError("No gateway is known: set gatewayOrigin.");
  }

  #mount(params: MountParams, source: Source, { container, mode, dialog }: Place): Promise<void> {
    const { onSizeChanged, onChange, onPaymentMethodSelected, onBeforeSubmit } = this.#options;
    let method = "";
    const form = new Mounted(
      {
        ...toFormOptions(params, { showSubmitButton: true }),
        container: dialog?.body ?? container,
        mode,
        ...source,
        languageTag: this.#languageTag,
        timeLimitMs: frameMsMax,
        failureCode: "SDK_CREATECOMPONENT_ERROR",
      },
      {
        onEvent: (event) => this.#emit(event, form.signal),
        onResize: (size) => call(onSizeChanged, size, form.signal),
        onChange: (state) => {
          call(onChange, state, form.signal);
          if (state.paymentMethodType === method) return;
          method = state.paymentMethodType;
          call(onPaymentMethodSelected, { paymentMethodType: method }, form.signal);
        },
        onEscape: () => dialog?.askToClose("escape"),
        onBeforeSubmit: onBeforeSubmit && ((paymentMethodType) => this.#mayProceed({ paymentMethodType })),
      },
    );
    this.#forms.get(container)?.destroy();
    this.#forms.delete(container); // The newest is the last one.
    this.#forms.set(container, form);
    return form.start().catch((failure: CheckoutError) => {
      throw new CheckoutError("SDK_CREATECOMPONENT_ERROR", `${failure.message} (${failure.code})`);
    });
  }

  #newestForm(): Mounted | undefined {
    return [...this.#forms.values()].at(-1);
  }

  #isTaken(container: HTMLElement): boolean {
    return this.#forms.get(container)?.isAlive === true;
  }

  #refuseParameters(problem: CheckoutError): Promise<never> {
    const refused = Promise.reject(problem);
    // The promise first, then the callback: the original's order.
    void refused.catch(() => {}).then(() => call(this.#options.onError, problem));
    return refused;
  }

  /** The callback first, then the promise: the original's order, here too. */
  #refuseSecond(): Promise<never> {
    const error = new CheckoutError("SDK_CREATECOMPONENT_ERROR", "It is mounted: call unmount() first.");
    call(this.#options.onError, error);
    return Promise.reject(error);
  }

  #emit(event: SdkEvent, signal: AbortSignal): void {
    const { onError, onEventCallback } = this.#options;
    if (errorCodes.has(event.code)) call(onError, { code: event.code, message: event.message ?? event.code }, signal);
    call(onEventCallback, event, signal);
  }

  #closedByBuyer(): void {
    this.#forms.get(document.body)?.leave();
    // After the events of leaving have been heard.
    queueMicrotask(() => {
      this.unmount();
      call(this.#options.onClose, undefined);
    });
  }

  async #mayProceed(state: { readonly paymentMethodType?: string }): Promise<boolean> {
    try {
      const answer = await this.#options.onBeforeSubmit?.(state);
      return answer?.result !== "CANCEL" && answer?.result !== "ERROR";
    } catch (error) {
      reportLater(error);
      return false;
    }
  }

  /** For a pay button of the merchant's own. Always settles, and never rejects. */
  async submit(argument: Loose<SubmitArgument> = {}): Promise<Submitted> {
    const form = this.#newestForm();
    if (form && !form.isSubmitting && !(await this.#mayProceed({}))) {
      return toSubmitted(toFailure("FAIL", "USER_CANCELED", "onBeforeSubmit stopped it."));
    }
    return toSubmitted((await form?.submit(toBillingAddress(argument))) ?? notThere);
  }

  async validateFields(): Promise<{ readonly isValid: boolean }> {
    return { isValid: (await this.#newestForm()?.validate()) === true };
  }

  /** Device wallets need a domain registered with their makers, and no gateway of ours has them yet. */
  canMakePayments(method?: string, _subMethod?: string): Promise<boolean> {
    return Promise.resolve(!/^(?:apple|google)_?pay$/i.test(method ?? ""));
  }

  /** The original takes the device's fingerprint here. Nothing is collected. */
  initSecurity(_options?: unknown): void {}

  /** Takes every form of this object off the page. Any number of times. */
  unmount(): void {
    for (const form of this.#forms.values()) form.destroy();
    this.#forms.clear();
    this.#dialog?.close();
    this.#dialog = undefined;
  }

  destroy(): void {
    this.unmount();
  }

  /** The original loads a frame and a fingerprint library ahead of time. There is little to load here, and nothing is. */
  static preload(_options?: unknown): void {}
}

const proxyMessage = "networkMode proxy is not supported.";

const parameterError = (message: string): CheckoutError =>
  new CheckoutError("SDK_CREATEPAYMENT_PARAMETER_ERROR", message);

export class AMSCashierPayment extends AMSCheckout {}

export class AntomElement extends AMSCheckout {}
