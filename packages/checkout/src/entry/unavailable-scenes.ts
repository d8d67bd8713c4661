import { AMSCheckout } from "./component.ts";
import { CheckoutError } from "./errors.ts";
import { call, type ComponentOptions, type Loose } from "./options.ts";

/** A scene the gateway has no product for. It says so, the way every form that cannot be created does. */
class UnavailableScene extends AMSCheckout {
  readonly #options: ComponentOptions;

  constructor(options: Loose<ComponentOptions> = {}, ...ignored: readonly unknown[]) {
    super(options, ...ignored);
    this.#options = options;
  }

  override createComponent(..._ignored: readonly unknown[]): Promise<void> {
    return this.#refuse();
  }

  override mountComponent(..._ignored: readonly unknown[]): Promise<void> {
    return this.#refuse();
  }

  #refuse(): Promise<never> {
    const error = new CheckoutError("SDK_CREATECOMPONENT_ERROR", "This gateway takes one-time payments only.");
    call(this.#options.onError, error);
    call(this.#options.onEventCallback, { code: error.code, message: error.message });
    return Promise.reject(error);
  }
}

export class AMSVaulting extends UnavailableScene {}

export class AMSAutoDebit extends UnavailableScene {}

export class AMSAutoDebitPay extends UnavailableScene {}

export class AMSEasyPay extends UnavailableScene {}

export class AddressElement extends UnavailableScene {
  getValue(
    _hasValidate?: boolean,
  ): Promise<{ readonly complete: boolean; readonly value: Readonly<Record<string, string>> }> {
    return Promise.resolve({ complete: false, value: {} });
  }
}
