import { choice, conditional, dateTime, flag, number, object, optional, part, text } from "./field.ts";

const browserInfoSchema = object("BrowserInfo", "The payer's browser.", {
  acceptHeader: optional(text("Accept header of the browser.")),
  javaEnabled: optional(flag("navigator.javaEnabled().")),
  javaScriptEnabled: optional(flag("Whether JavaScript runs.")),
  language: optional(text("navigator.language.")),
  userAgent: optional(text("navigator.userAgent.")),
});

export const envSchema = object("Env", "The device and browser an order comes from.", {
  terminalType: conditional(
    "Operations pay and consult; optional for createPaymentSession.",
    choice(["WEB", "WAP", "APP", "MINI_APP"], "Kind of terminal."),
  ),
  osType: conditional("terminalType is not WEB.", choice(["IOS", "ANDROID"], "Operating system.")),
  userAgent: optional(text("User agent (older field, superseded by browserInfo).")),
  deviceTokenId: optional(
    text("Token from the device fingerprint client.", { max: 64, when: "When that client is integrated." }),
  ),
  clientIp: optional(
    text("IP address of the payer device.", {
      format: "ip",
      when: "Send for CARD or risk control.",
      sensitive: "personal",
    }),
  ),
  cookieId: optional(text("Cookie id.")),
  extendInfo: optional(text("Extension text.", { max: 2048 })),
  storeTerminalId: optional(text("In-store terminal id (not for online).")),
  storeTerminalRequestTime: optional(dateTime("In-store terminal time (not for online).")),
  browserInfo: optional(
    part(browserInfoSchema, "Browser data, mainly for 3DS.", { when: "Send when you want risk control." }),
  ),
  colorDepth: optional(choice(["1", "4", "8", "15", "16", "24", "30", "32", "48"], "screen.colorDepth.")),
  screenHeight: optional(
    number("integer-from-1", "Screen height in pixels.", { when: "Send when you want risk control." }),
  ),
  screenWidth: optional(
    number("integer-from-1", "Screen width in pixels.", { when: "Send when you want risk control." }),
  ),
  timeZoneOffset: optional(
    number("integer-720-to-720", "Minutes, as getTimezoneOffset() gives: UTC+2 is -120.", {
      when: "Send when you want risk control.",
    }),
  ),
  deviceBrand: optional(text("Device brand.", { max: 64, when: "Send when you want risk control." })),
  deviceModel: optional(text("Device model.", { max: 128, when: "Send when you want risk control." })),
  deviceLanguage: optional(text("Device language.", { when: "Send when you want risk control." })),
  deviceId: optional(text("Device id.", { when: "Send when you want risk control." })),
  osVersion: optional(text("OS version.", { isNewer: true })),
});
