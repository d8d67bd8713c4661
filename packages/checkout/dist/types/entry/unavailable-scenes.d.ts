import { AMSCheckout } from "./component.js";
import { type ComponentOptions, type Loose } from "./options.js";
/** A scene the gateway has no product for. It says so, the way every form that cannot be created does. */
declare class UnavailableScene extends AMSCheckout {
    #private;
    constructor(options?: Loose<ComponentOptions>, ...ignored: readonly unknown[]);
    createComponent(..._ignored: readonly unknown[]): Promise<void>;
    mountComponent(..._ignored: readonly unknown[]): Promise<void>;
}
export declare class AMSVaulting extends UnavailableScene {
}
export declare class AMSAutoDebit extends UnavailableScene {
}
export declare class AMSAutoDebitPay extends UnavailableScene {
}
export declare class AMSEasyPay extends UnavailableScene {
}
export declare class AddressElement extends UnavailableScene {
    getValue(_hasValidate?: boolean): Promise<{
        readonly complete: boolean;
        readonly value: Readonly<Record<string, string>>;
    }>;
}
export {};
