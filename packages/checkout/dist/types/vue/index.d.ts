import { AMSElement, type ElementSettings, type SdkEvent } from "@opencashier/checkout";
import { type PropType } from "vue";
/**
 * The payment form. `options` are read when it mounts; a changed sessionData is followed, what the buyer has typed stays.
 * Exposes validateFields and submitPayment.
 */
export declare const PaymentElement: import("vue").DefineComponent<import("vue").ExtractPropTypes<{
    sessionData: {
        type: StringConstructor;
        required: true;
    };
    options: {
        type: PropType<ElementSettings>;
        default: () => {};
    };
}>, () => import("vue").VNode<import("vue").RendererNode, import("vue").RendererElement, {
    [key: string]: any;
}>, {}, {}, {}, import("vue").ComponentOptionsMixin, import("vue").ComponentOptionsMixin, {
    /** The form is painted, or an error says why it is not. */
    ready: (_outcome: Awaited<ReturnType<AMSElement["mount"]>>) => true;
    event: (_event: SdkEvent) => true;
}, string, import("vue").PublicProps, Readonly<import("vue").ExtractPropTypes<{
    sessionData: {
        type: StringConstructor;
        required: true;
    };
    options: {
        type: PropType<ElementSettings>;
        default: () => {};
    };
}>> & Readonly<{
    onEvent?: (_event: SdkEvent) => any;
    onReady?: (_outcome: {
        readonly error?: import("@opencashier/checkout").ElementError;
    }) => any;
}>, {
    options: Partial<Pick<import("@opencashier/checkout").ElementOptions, "environment" | "gatewayOrigin" | "loading" | "locale" | "onEventCallback"> & Pick<import("@opencashier/checkout").ElementMountOptions, "appearance" | "isNativeAppWebview" | "merchantAppointParam" | "notRedirectAfterComplete">>;
}, {}, {}, {}, string, import("vue").ComponentProvideOptions, true, {}, any>;
