/** What promises reject with and callbacks hear: a code to switch on, a sentence for the developer. */
export declare class CheckoutError extends Error {
    readonly code: string;
    /** Where the gateway's log tells more. */
    readonly traceId: string | undefined;
    constructor(code: string, message: string, traceId?: string);
}
/** AMSElement's constructor throws it, with every problem at once. */
export declare class InvalidElementConfigError extends Error {
    readonly name = "InvalidElementConfigError";
    readonly errors: readonly {
        readonly field: string;
        readonly message: string;
    }[];
    constructor(errors: InvalidElementConfigError["errors"]);
}
