/** The script as a page loads it: every class a property of the window, under the original's names. */
import { AMSCheckoutPage } from "./checkout-page.ts";
import { AMSCashierPayment, AMSCheckout, AntomElement } from "./component.ts";
import { AMSElement } from "./element.ts";
import { rememberScriptOrigin } from "./gateway-origin.ts";
import { AddressElement, AMSAutoDebit, AMSAutoDebitPay, AMSEasyPay, AMSVaulting } from "./unavailable-scenes.ts";

rememberScriptOrigin((document.currentScript as HTMLScriptElement | null)?.src);
Object.assign(window, {
  AMSAutoDebit,
  AMSAutoDebitPay,
  AMSCashierPayment,
  AMSCheckout,
  AMSCheckoutPage,
  AMSEasyPay,
  AMSElement,
  AMSVaulting,
  AddressElement,
  AntomElement,
});
