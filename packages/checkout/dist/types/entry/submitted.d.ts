import type { SubmitResult } from "../core/messages.js";
type BillingAddress = Readonly<Record<string, string>>;
/** The address under its own key, or flat: merchants' pages do both. */
export type SubmitArgument = {
    readonly billingAddress?: BillingAddress;
};
/** What submit() of the component classes resolves with. */
export type Submitted = {
    readonly code: string;
    readonly message: string;
    readonly needChangeSessionForRetry: boolean;
    readonly result: {
        readonly paymentStatus: string;
        readonly paymentResultCode: string | undefined;
        readonly traceId: string | undefined;
    };
};
export declare function toBillingAddress(argument: SubmitArgument): BillingAddress | undefined;
export declare const toSubmitted: ({ status, error }: SubmitResult) => Submitted;
export declare const toFailure: (status: "FAIL" | "PROCESSING", code: string, message: string) => SubmitResult;
export declare const notThere: SubmitResult;
export {};
