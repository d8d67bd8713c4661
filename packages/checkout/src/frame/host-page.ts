import type { ToEntry } from "../core/messages.ts";
import { type Connected, createListeners, type Host } from "./host.ts";

/** The gateway's own page around the form. What it needs stands on the document, since its policy admits no inline script. */
export function connectToOwnPage(): Connected {
  const { session = "", locale = "" } = document.documentElement.dataset;
  return {
    host: createPageHost(),
    pageOrigin: location.origin,
    obey: () => undefined,
    init: {
      sessionData: session,
      mode: "page",
      locale: locale === "" ? navigator.language : locale.replaceAll("_", "-"),
      appearance: { theme: "default", layout: "accordion", showBrandIcon: true, variables: {} },
      showSubmitButton: true,
      notRedirectAfterComplete: false,
      storedCardNeedsCvc: true,
      asksBeforeSubmit: false,
    },
  };
}

/** It leaves by itself, and shows the bank's page in a dialog of its own. */
function createPageHost(): Host {
  const closed = createListeners();
  let dialog: HTMLDialogElement | undefined;
  const close = (): void => {
    dialog?.close();
    dialog?.remove();
    dialog = undefined;
  };
  return {
    mode: "page",
    onModalClosed: closed.add,
    mayProceed: () => Promise.resolve(true),
    send(type, data) {
      if (type === "redirect") leaveFor(data as ToEntry["redirect"]);
      if (type === "close-modal") close();
      if (type !== "open-modal") return;
      close();
      dialog = openDialog(data as ToEntry["open-modal"], () => {
        close();
        closed.call();
      });
    },
  };
}

const isWeb = (url: string): boolean => /^https?:\/\//i.test(url);

const isPhone = (): boolean => /Android|iPhone|iPad|iPod/i.test(navigator.userAgent);

function leaveFor({ method, url, parameters = {}, appLinkUrl }: ToEntry["redirect"]): void {
  const target = isPhone() && appLinkUrl !== undefined && isWeb(appLinkUrl) ? appLinkUrl : url;
  if (!isWeb(target)) return;
  if (method === "GET" || target !== url) {
    location.assign(target);
    return;
  }
  const form = document.createElement("form");
  form.method = "post";
  form.action = url;
  form.hidden = true;
  for (const [name, value] of Object.entries(parameters)) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}

/** A native dialog: role, focus trap, Escape and the top layer are the browser's. */
function openDialog(request: ToEntry["open-modal"], onClosed: () => void): HTMLDialogElement {
  const dialog = document.createElement("dialog");
  const head = document.createElement("header");
  const title = document.createElement("h2");
  const closer = makeButton("×", "modal-close");
  const frame = document.createElement("iframe");
  dialog.className = "modal";
  dialog.ariaLabel = request.title;
  dialog.style.setProperty("--modal-width", `${request.width}px`);
  dialog.style.setProperty("--modal-height", `${request.height}px`);
  title.textContent = request.title;
  closer.ariaLabel = request.closeLabel;
  frame.title = request.title;
  frame.src = request.url;
  head.append(title, closer);
  dialog.append(head, frame);
  const ask = (): void => askFirst(dialog, request.confirm, onClosed);
  closer.addEventListener("click", ask);
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    ask();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

function askFirst(owner: HTMLDialogElement, confirm: ToEntry["open-modal"]["confirm"], leave: () => void): void {
  if (owner.querySelector("dialog")) return;
  const box = document.createElement("dialog");
  const text = document.createElement("p");
  const stay = makeButton(confirm.stay, "button");
  const go = makeButton(confirm.leave, "button button-quiet");
  const end = (): void => box.remove();
  box.className = "question";
  box.ariaLabel = confirm.text;
  text.textContent = confirm.text;
  box.append(text, stay, go);
  stay.addEventListener("click", end);
  box.addEventListener("close", end);
  // Escape closes the question, not the dialog it is asked in.
  box.addEventListener("cancel", (event) => event.stopPropagation());
  go.addEventListener("click", leave);
  owner.append(box);
  box.showModal();
  stay.focus();
}

function makeButton(text: string, className: string): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = className;
  button.textContent = text;
  return button;
}
