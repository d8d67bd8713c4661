import type { SdkEvent, SubmitResult } from "../core/messages.js";
import { type AppearanceOptions, type Loose, type MountParams } from "./options.js";
/** Options of AMSElement. */
export type ElementOptions = {
    readonly sessionData: string;
    readonly environment?: string;
    readonly locale?: string;
    readonly appearance?: AppearanceOptions;
    readonly onEventCallback?: (event: SdkEvent) => void;
    readonly loading?: {
        readonly onStartLoading?: () => void;
        readonly onEndLoading?: () => void;
    };
    readonly gatewayOrigin?: string;
};
export type ElementMountOptions = MountParams & {
    readonly type: "payment";
};
/** What an application sets once: options of the constructor and of mount(). */
export type ElementSettings = Partial<Pick<ElementOptions, "environment" | "locale" | "onEventCallback" | "loading" | "gatewayOrigin"> & Pick<ElementMountOptions, "appearance" | "notRedirectAfterComplete" | "merchantAppointParam" | "isNativeAppWebview">>;
export type ElementError = {
    readonly code: string;
    readonly message: string;
    readonly traceId?: string;
};
/** The payment element: its promises resolve, with an `error` inside when something went wrong. */
export declare class AMSElement {
    #private;
    /** Throws InvalidElementConfigError naming every bad field, and TypeError for a callback that is no function. */
    constructor(options: Loose<ElementOptions>);
    /**
     * Resolves once the form is painted, or with an error: PARAM_INVALID, UI_STATE_ERROR, ERR_DATA_STRUCT_UNRECOGNIZED,
     * INITIALIZE_WEB_TIMEOUT, INITIALIZE_API_TIMEOUT, or what the gateway answered.
     */
    mount(options: Loose<ElementMountOptions>, selector: string | HTMLElement): Promise<{
        readonly error?: ElementError;
    }>;
    validateFields(): Promise<{
        readonly isValid: boolean;
    }>;
    /** Always settles, and never rejects. A call while an attempt is under way is answered with that attempt's result. */
    submitPayment(): Promise<SubmitResult>;
    /** Another session for the same order, as after a change of the amount: what the buyer has typed stays. */
    updatePayment(sessionData: string): Promise<boolean>;
    destroy(): void;
    unmount(): void;
}
