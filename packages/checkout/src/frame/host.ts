import type { DisplayMode, InitData, SubmitResult, ToEntry, ToEntryType } from "../core/messages.ts";

/**
 * What is around the form: the merchant's page behind a port, or nothing but the gateway's own page. The form says what should
 * happen and need not know which.
 */
export type Host = {
  readonly mode: DisplayMode;
  readonly send: <T extends ToEntryType>(type: T, data: ToEntry[T]) => void;
  /** Called when the buyer closes the dialog that `open-modal` asked for. Returns how to stop listening. */
  readonly onModalClosed: (listen: () => void) => () => void;
  /** The merchant's page may stop a submit that the form's own button began. */
  readonly mayProceed: (paymentMethodType: string) => Promise<boolean>;
};

/** What the page around the form may ask of it. */
export type Commands = {
  readonly submit: (billingAddress?: Readonly<Record<string, string>>) => Promise<SubmitResult>;
  readonly validate: () => boolean;
  readonly update: (sessionData: string) => Promise<boolean>;
  readonly focus: () => void;
};

export type Connected = {
  readonly host: Host;
  readonly init: InitData;
  /** Of the page that embeds the form. */
  readonly pageOrigin: string;
  readonly obey: (commands: Commands) => void;
};

/** Listeners that come and go. */
export function createListeners(): { readonly add: Host["onModalClosed"]; readonly call: () => void } {
  const listeners = new Set<() => void>();
  return {
    add(listen) {
      listeners.add(listen);
      return () => listeners.delete(listen);
    },
    call() {
      for (const listen of listeners) listen();
    },
  };
}
