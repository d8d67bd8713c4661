/**
 * What the merchant's page (entry) and the gateway's frame say to each other, over one MessagePort.
 *
 *   entry  makes an iframe:  <gateway>/checkout/frame?client=<client id>&origin=<page origin>#<nonce>
 *   frame  ──window message──▶ entry   { opencashier: 1, type: "hello", nonce }     to the exact page origin
 *   entry  checks origin, source and nonce, then ──▶ frame   { opencashier: 1, type: "connect", nonce } + a port
 *   frame  checks origin, source (its parent) and nonce; both drop their window listeners: all else goes over the port
 *
 * Each message on the port is an envelope; a `re` answers the `id` it names. Unknown types are ignored, so an older side
 * lives with a newer one. No message carries card data, session tokens go only towards the frame.
 */

export const messageVersion = 1;

/** Characters of one message as JSON, at most. */
export const messageCharsMax = 16_384;

export type Envelope<T extends string = string, Data = unknown> = {
  readonly v: typeof messageVersion;
  readonly id: number;
  readonly re?: number;
  readonly t: T;
  readonly d: Data;
};

/** How the frame is used: one element in the page, the content of the SDK's popup, or a page of the gateway's own. */
export type DisplayMode = "inline" | "popup" | "page";

export type InitData = {
  readonly sessionData: string;
  readonly mode: DisplayMode;
  /** BCP 47, as the merchant wrote it, underscores already hyphens; the frame picks the nearest language it has. */
  readonly locale: string;
  readonly appearance: Appearance;
  /** False: the merchant draws the pay button and calls submit(). */
  readonly showSubmitButton: boolean;
  /** True: stay after the result; the entry otherwise goes to the redirect URL. */
  readonly notRedirectAfterComplete: boolean;
  /** Stored cards ask for the verification value. */
  readonly storedCardNeedsCvc: boolean;
  /** True: the frame asks `before-submit` when the buyer presses the frame's own pay button. */
  readonly asksBeforeSubmit: boolean;
};

/** As the frame sees it: what the page sent has been checked by connectAsFrame. Colours, lengths, names, never CSS text. */
export type Appearance = {
  readonly theme: string;
  readonly layout: "tabs" | "accordion";
  readonly showBrandIcon: boolean;
  /** Kebab-case variable of the options list → checked value. */
  readonly variables: Readonly<Record<string, string>>;
};

/** What submit comes to. Codes are the public event codes and result codes. */
export type SubmitResult = {
  readonly status: "SUCCESS" | "FAIL" | "PROCESSING" | "PENDING" | "CANCELLED";
  readonly userCanceled3D?: boolean;
  readonly error?: {
    readonly code: string;
    readonly message: string;
    readonly traceId?: string;
    readonly needChangeSessionForRetry: boolean;
  };
};

export type SdkEvent = { readonly code: string; readonly message?: string; readonly result?: object };

/** entry → frame */
export type ToFrame = {
  readonly init: InitData;
  /** Answered by a SubmitResult. */
  readonly submit: { readonly billingAddress?: Readonly<Record<string, string>> };
  /** Answered by `{ isValid }`. */
  readonly validate: Record<string, never>;
  /** Answered by `{ ok }`: another session, the typed card kept. */
  readonly update: { readonly sessionData: string };
  readonly focus: Record<string, never>;
  /** The buyer closed the dialog that `open-modal` asked for. */
  readonly "modal-closed": { readonly reason: "escape" | "button" | "backdrop" };
  readonly dispose: Record<string, never>;
};

/** frame → entry */
export type ToEntry = {
  /** First painted frame of the form; ends the loader. */
  readonly ready: { readonly height: number };
  readonly resize: { readonly width: number; readonly height: number };
  readonly change: {
    readonly isComplete: boolean;
    readonly isEmpty: boolean;
    readonly paymentMethodType: string;
    readonly brand?: string;
  };
  readonly focus: Record<string, never>;
  readonly blur: Record<string, never>;
  readonly escape: Record<string, never>;
  /** Asks for a second gateway frame in a native dialog: the 3-D Secure challenge. `url` is of the gateway's origin. */
  readonly "open-modal": {
    readonly url: string;
    readonly title: string;
    readonly closeLabel: string;
    /** Asked before the buyer closes it. */
    readonly confirm: { readonly text: string; readonly stay: string; readonly leave: string };
    readonly width: number;
    readonly height: number;
  };
  readonly "close-modal": Record<string, never>;
  /** An attempt to pay began or ended: a buyer who leaves meanwhile leaves a payment whose outcome is open. */
  readonly busy: { readonly isBusy: boolean };
  /** Answered by `{ proceed }`: the merchant's onBeforeSubmit has the last word. Not asked for ToFrame's submit. */
  readonly "before-submit": { readonly paymentMethodType: string };
  /** The page leaves: app link, then scheme, then the normal URL on a phone; the normal URL on a desktop. */
  readonly redirect: {
    readonly method: "GET" | "POST";
    readonly url: string;
    readonly parameters?: Readonly<Record<string, string>>;
    readonly appLinkUrl?: string;
    readonly schemeUrl?: string;
    /** blank: a new tab. replace: this page leaves no history entry. Without it the page moves on in its own tab. */
    readonly target?: "blank" | "replace";
    /** wallet or bank: SDK_CALL_URL_SUCCESS is emitted. completed: to paymentRedirectUrl, after the result event. */
    readonly purpose: "payment" | "completed";
  };
  /** A public event, to be handed to onEventCallback as it is. */
  readonly event: SdkEvent;
  /** The form cannot work: session refused, gateway away. */
  readonly fatal: { readonly code: string; readonly message: string; readonly traceId?: string };
};

export type ToFrameType = keyof ToFrame;
export type ToEntryType = keyof ToEntry;

/** What the page inside the dialog tells the frame that asked for it, over a BroadcastChannel of the gateway's origin. */
export const challengeChannelName = (attemptId: string): string => `opencashier-challenge-${attemptId}`;

export type ChallengeMessage = { readonly type: "challenge-returned" | "challenge-abandoned" };
