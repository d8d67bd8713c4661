import { makeButton, makeNode } from "./nodes.ts";
import { adoptStyles } from "./style-sheet.ts";

export type CloseReason = "escape" | "button" | "backdrop";

/** Asked before the buyer closes a dialog. */
export type Question = { readonly text: string; readonly stay: string; readonly leave: string };

export type DialogOptions = {
  readonly id: string;
  readonly label: string;
  readonly closeLabel: string;
  /** Shown beside the close button; "" when the content has its own heading. */
  readonly heading: string;
  /** CSS pixels, on a page that is wide enough. */
  readonly width: number;
  readonly height?: number;
  readonly isDark: boolean;
  /** Undefined: there is nothing to lose, close at once. */
  readonly question: () => Question | undefined;
  /** The buyer has closed it. */
  readonly onClosed: (reason: CloseReason) => void;
};

/** A modal dialog over the page, the browser's own: role, focus, Escape and the top layer need no code. */
export type Dialog = {
  readonly body: HTMLElement;
  /** As if the buyer had pressed its close button. */
  readonly askToClose: (reason: CloseReason) => void;
  /** Without asking or telling; any number of times. */
  readonly close: () => void;
};

/** A card in the middle; a bottom sheet on a phone. */
export function openDialog(options: DialogOptions): Dialog {
  const overlay = makeNode("dialog", { id: options.id, className: "ams-popupoverlay" });
  const modal = makeNode("div", { id: "ams-component-container", className: "ams-popupmodal" });
  const bar = makeNode("div", { className: "ams-popupbar" });
  const closer = makeButton("✕", { id: "asm-component-close-block" });
  const body = makeNode("div", { className: "ams-popupbody" });
  overlay.setAttribute("aria-label", options.label);
  closer.setAttribute("aria-label", options.closeLabel);
  modal.style.setProperty("--ams-width", `${options.width}px`);
  // A bank's page reaches from edge to edge; the form has no margins of its own.
  if (!options.heading) body.style.padding = "0 16px";
  if (options.height) body.style.height = `${options.height}px`;
  if (options.isDark) overlay.style.colorScheme = "dark";
  bar.append(makeNode("span", { text: options.heading }), closer);
  modal.append(bar, body);
  overlay.append(modal);

  let isOpen = true;
  const close = (): void => {
    isOpen = false;
    overlay.close();
    overlay.remove();
  };
  const leave = (reason: CloseReason): void => {
    if (!isOpen) return;
    close();
    options.onClosed(reason);
  };
  const askToClose = (reason: CloseReason): void => {
    const question = options.question();
    if (question) ask(overlay, question, () => leave(reason));
    else leave(reason);
  };
  closer.addEventListener("click", () => askToClose("button"));
  overlay.addEventListener("click", (event) => {
    if (event.target === overlay) askToClose("backdrop");
  });
  overlay.addEventListener("cancel", (event) => {
    if (event.target !== overlay) return;
    event.preventDefault();
    askToClose("escape");
  });
  // A browser lets a second Escape through whatever the page says.
  overlay.addEventListener("close", (event) => {
    if (event.target === overlay) leave("escape");
  });
  document.body.append(overlay);
  adoptStyles(overlay);
  overlay.showModal();
  return { body, askToClose, close };
}

function ask(owner: HTMLElement, { text, stay, leave }: Question, onLeave: () => void): void {
  if (owner.querySelector("dialog")) return;
  const box = makeNode("dialog", { id: "ams-component-retention", className: "ams-popupmodal" });
  const staying = makeButton(stay);
  const leaving = makeButton(leave);
  box.setAttribute("role", "alertdialog");
  box.setAttribute("aria-label", text);
  box.append(makeNode("p", { text }), staying, leaving);
  box.addEventListener("close", () => box.remove());
  staying.addEventListener("click", () => box.close());
  leaving.addEventListener("click", onLeave);
  owner.append(box);
  box.showModal();
}
