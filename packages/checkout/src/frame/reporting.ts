import { effect } from "@preact/signals";
import type { ToEntry } from "../core/messages.ts";
import type { Model } from "./model.ts";

/** Tells the page how tall the content is, so that nothing scrolls inside the frame. `ready` ends the page's loader. */
export function reportSize({ host }: Model, root: HTMLElement): void {
  const height = (): number => Math.ceil(root.getBoundingClientRect().height);
  // Not on the next animation frame: browsers give none to a frame that is scrolled out of view.
  host.send("ready", { height: height() });
  new ResizeObserver(() => host.send("resize", { width: root.clientWidth, height: height() })).observe(root);
}

/** What the page may know of what the buyer does: never a digit. */
export function reportChanges({ host, card, method, bank, phase }: Model): void {
  let before = "";
  effect(() => {
    const chosen = method.value;
    if (phase.value === "loading" || !chosen) return;
    const isCard = chosen.category === "CARD";
    const brand = card.brand.value;
    const change: ToEntry["change"] = {
      isComplete: isCard ? card.isComplete.value : !chosen.banks || bank.value !== undefined,
      isEmpty: isCard ? card.isEmpty.value : bank.value === undefined,
      paymentMethodType: chosen.paymentMethodType,
      ...(isCard && brand !== undefined && { brand }),
    };
    const text = JSON.stringify(change);
    if (text === before) return;
    before = text;
    host.send("change", change);
  });
}

export function reportFocus({ host }: Model): void {
  const { documentElement } = document;
  documentElement.addEventListener("focusin", ({ relatedTarget }) => {
    if (relatedTarget === null) host.send("focus", {});
  });
  documentElement.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget === null) host.send("blur", {});
  });
  documentElement.addEventListener("keydown", ({ key, defaultPrevented }) => {
    if (key === "Escape" && !defaultPrevented) host.send("escape", {});
  });
}
