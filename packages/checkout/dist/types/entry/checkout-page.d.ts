import type { SdkEvent } from "../core/messages.js";
import { type Loose } from "./options.js";
export type CheckoutPageOptions = {
    readonly environment?: string;
    readonly locale?: string;
    readonly onEventCallback?: (event: SdkEvent) => void;
    readonly gatewayOrigin?: string;
};
/** The checkout inside an element of the page. Wrong parameters throw; what fails later is heard by the callbacks. */
export declare class AMSCheckoutPage {
    #private;
    constructor(options?: Loose<CheckoutPageOptions>);
    /**
     * Throws PARAMS_ERROR_INVALID_SESSION_DATA, PARAMS_ERROR_INVALID_SELECTOR and PARAMS_ERROR_ALREADY_MOUNTED, as the error's
     * name.
     */
    mountComponent(params: Loose<{
        readonly sessionData: string;
    }>, selector: string | HTMLElement): void;
    unmount(): void;
    destroy(): void;
}
