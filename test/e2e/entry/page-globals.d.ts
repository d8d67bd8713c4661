import type * as sdk from "../../../packages/checkout/src/entry/index.ts";
import type { ToEntry } from "../../../packages/checkout/src/core/messages.ts";
import type { Line } from "../../../packages/checkout/src/core/port.ts";

type Peer = { readonly line: Line<ToEntry>; readonly heard: unknown[]; readonly answers: Record<string, unknown> };

type Mount = (settings: { readonly sessionData: string; readonly gatewayOrigin: string }) => (session: string) => void;

declare global {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- a global is added to by an interface only
  interface Window {
    readonly heard: string[];
    readonly namesBefore: readonly string[];
    readonly options: Record<string, unknown>;
    readonly violations: string[];
    /** Only in the frame. */
    readonly peer: Peer;
    readonly AMSCashierPayment: typeof sdk.AMSCashierPayment;
    readonly AMSElement: typeof sdk.AMSElement;
    readonly AMSCheckoutPage: typeof sdk.AMSCheckoutPage;
    readonly AMSVaulting: typeof sdk.AMSVaulting;
    /** Of wrapper-page.ts. */
    readonly mountReact: Mount;
    readonly mountVue: Mount;
    readonly change: (session: string) => void;
    /** Left there by a test for its next step. */
    readonly form: sdk.AMSCashierPayment;
    readonly element: sdk.AMSElement;
  }
}
