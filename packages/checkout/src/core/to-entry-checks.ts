import {
  areTexts,
  type Check,
  type Checks,
  isFlag,
  isSize,
  isText,
  perhapsObject,
  perhapsText,
  perhapsTexts,
} from "./message-checks.ts";
import type { ToEntry } from "./messages.ts";

const isMethod: Check = (value) => value === "GET" || value === "POST";
const isPurpose: Check = (value) => value === "payment" || value === "completed";

export const toEntryChecks: Checks<ToEntry> = {
  ready: { height: isSize },
  resize: { width: isSize, height: isSize },
  change: { isComplete: isFlag, isEmpty: isFlag, paymentMethodType: isText, brand: perhapsText },
  focus: {},
  blur: {},
  escape: {},
  "open-modal": { url: isText, title: isText, closeLabel: isText, confirm: areTexts, width: isSize, height: isSize },
  "close-modal": {},
  busy: { isBusy: isFlag },
  "before-submit": { paymentMethodType: isText },
  redirect: {
    method: isMethod,
    url: isText,
    parameters: perhapsTexts,
    appLinkUrl: perhapsText,
    schemeUrl: perhapsText,
    target: perhapsText,
    purpose: isPurpose,
  },
  event: { code: isText, message: perhapsText, result: perhapsObject },
  fatal: { code: isText, message: isText, traceId: perhapsText },
};
