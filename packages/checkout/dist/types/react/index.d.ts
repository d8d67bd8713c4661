import { AMSElement, type ElementSettings, type SubmitResult } from "@opencashier/checkout";
/** Settings are read when it mounts; a changed sessionData is followed, what the buyer has typed stays. */
export type PaymentElementProps = ElementSettings & {
    readonly sessionData: string;
    /** The form is painted, or an error says why it is not. */
    readonly onReady?: (outcome: Awaited<ReturnType<AMSElement["mount"]>>) => void;
    readonly className?: string;
};
/** What a ref of the component holds. */
export type PaymentElementHandle = {
    readonly validateFields: () => Promise<{
        readonly isValid: boolean;
    }>;
    readonly submitPayment: () => Promise<SubmitResult>;
};
/** The payment form. Mounting twice in a row, as StrictMode does, leaves one form. */
export declare const PaymentElement: import("react").ForwardRefExoticComponent<Partial<Pick<import("@opencashier/checkout").ElementOptions, "environment" | "gatewayOrigin" | "loading" | "locale" | "onEventCallback"> & Pick<import("@opencashier/checkout").ElementMountOptions, "appearance" | "isNativeAppWebview" | "merchantAppointParam" | "notRedirectAfterComplete">> & {
    readonly sessionData: string;
    /** The form is painted, or an error says why it is not. */
    readonly onReady?: (outcome: Awaited<ReturnType<AMSElement["mount"]>>) => void;
    readonly className?: string;
} & import("react").RefAttributes<PaymentElementHandle>>;
