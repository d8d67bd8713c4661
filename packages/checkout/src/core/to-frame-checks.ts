import { type Check, type Checks, isFlag, isObject, isText, perhapsTexts } from "./message-checks.ts";
import type { ToFrame } from "./messages.ts";

const isMode: Check = (value) => value === "inline" || value === "popup" || value === "page";
const isReason: Check = (value) => value === "escape" || value === "button" || value === "backdrop";

export const toFrameChecks: Checks<ToFrame> = {
  init: {
    sessionData: isText,
    mode: isMode,
    locale: isText,
    appearance: isObject,
    showSubmitButton: isFlag,
    notRedirectAfterComplete: isFlag,
    storedCardNeedsCvc: isFlag,
    asksBeforeSubmit: isFlag,
  },
  submit: { billingAddress: perhapsTexts },
  validate: {},
  update: { sessionData: isText },
  focus: {},
  "modal-closed": { reason: isReason },
  dispose: {},
};
