import type { Appearance } from "../core/messages.ts";
import type { MountedOptions } from "./mounted.ts";
import type { AppearanceOptions, MountParams } from "./options.ts";

type FormOptions = Pick<MountedOptions, "look" | "showLoading" | "isNativeAppWebview">;

/** What the page may decide about the form. */
export function toFormOptions(params: MountParams, defaults: { readonly showSubmitButton: boolean }): FormOptions {
  const { appearance = {}, notRedirectAfterComplete, merchantAppointParam, isNativeAppWebview } = params;
  return {
    look: {
      appearance: toMessage(appearance),
      showSubmitButton: appearance.showSubmitButton ?? defaults.showSubmitButton,
      notRedirectAfterComplete: notRedirectAfterComplete === true,
      storedCardNeedsCvc: merchantAppointParam?.storedCard?.needCVV === true,
    },
    showLoading: appearance.showLoading !== false,
    isNativeAppWebview: isNativeAppWebview === true,
  };
}

/** Bounded, so that the look never keeps the form away. */
const appearanceCharsMax = 8_192;

const unstyled = {} as Appearance;

/** The frame's side checks every value; here only what could not be sent at all is kept back. */
function toMessage(look: AppearanceOptions): Appearance {
  try {
    return JSON.stringify(look).length > appearanceCharsMax ? unstyled : (look as unknown as Appearance);
  } catch {
    return unstyled;
  }
}
