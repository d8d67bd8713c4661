import { type ComponentOptions, type Loose, type MountParams } from "./options.js";
import { type SubmitArgument, type Submitted } from "./submitted.js";
/**
 * The base of the component classes: their promises reject, and the callbacks hear the same.
 * Source: the original web SDK 1.47, its public behaviour, observed 2026-11-22; docs/integrating/checkout-sdk.md says where
 * this one differs.
 */
export declare class AMSCheckout {
    #private;
    /** Throws TypeError for a callback that is no function. Further arguments of the original chose a scene; they are ignored. */
    constructor(options?: Loose<ComponentOptions>, ..._ignored: readonly unknown[]);
    /**
     * Shows the form in a dialog over the page; resolves once it is painted.
     * Rejects with SDK_CREATEPAYMENT_PARAMETER_ERROR, or SDK_CREATECOMPONENT_ERROR when no form came or one is open already.
     */
    createComponent(params: Loose<MountParams>): Promise<void>;
    /** Shows the form inside an element: a selector, or the element itself. Settles as createComponent does. */
    mountComponent(params: Loose<MountParams>, selector: string | HTMLElement): Promise<void>;
    /** For a pay button of the merchant's own. Always settles, and never rejects. */
    submit(argument?: Loose<SubmitArgument>): Promise<Submitted>;
    validateFields(): Promise<{
        readonly isValid: boolean;
    }>;
    /** Device wallets need a domain registered with their makers, and no gateway of ours has them yet. */
    canMakePayments(method?: string, _subMethod?: string): Promise<boolean>;
    /** The original takes the device's fingerprint here. Nothing is collected. */
    initSecurity(_options?: unknown): void;
    /** Takes every form of this object off the page. Any number of times. */
    unmount(): void;
    destroy(): void;
    /** The original loads a frame and a fingerprint library ahead of time. There is little to load here, and nothing is. */
    static preload(_options?: unknown): void;
}
export declare class AMSCashierPayment extends AMSCheckout {
}
export declare class AntomElement extends AMSCheckout {
}
