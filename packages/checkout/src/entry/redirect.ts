import type { ToEntry } from "../core/messages.ts";
import { parseAddress } from "../core/web-address.ts";

export type RedirectRequest = ToEntry["redirect"];

/** An app that is there hides the page sooner. */
const appWaitMs = 2_000;

const isPhone = (): boolean => /Android|iPhone|iPad|iPod/i.test(navigator.userAgent);

/** Plain http only between pages that are plain http themselves: a sandbox on the developer's machine. */
function isWebAddress(url: string | undefined): url is string {
  const protocol = parseAddress(url)?.protocol;
  return protocol === "https:" || (protocol === "http:" && location.protocol === "http:");
}

/** Schemes that run or show something in the page's own name, or are no app's. */
const unsafeScheme = /^(?:javascript|data|blob|file|vbscript|about|https?):$/;

function isAppAddress(url: string | undefined): url is string {
  const protocol = parseAddress(url)?.protocol;
  return protocol !== undefined && !unsafeScheme.test(protocol);
}

/**
 * Leaves the page for a wallet, a bank or the merchant's own result page: on a phone the app link, then the app's scheme, then
 * the web; elsewhere the web. `onLeaving` hears once which link it was. Answers false when nothing could be opened.
 */
export async function leaveFor(request: RedirectRequest, onLeaving: (link: string) => void): Promise<boolean> {
  const { url, appLinkUrl, schemeUrl } = request;
  if (isPhone()) {
    if (isWebAddress(appLinkUrl)) {
      onLeaving("applink");
      // The system opens the app, or the browser the wallet's page of the same address: either way the buyer is there.
      location.assign(appLinkUrl);
      return true;
    }
    if (isAppAddress(schemeUrl) && (await opensApp(schemeUrl))) {
      onLeaving("scheme");
      return true;
    }
  }
  if (!isWebAddress(url)) return false;
  onLeaving("normal");
  goTo(request);
  return true;
}

function goTo({ method, url, parameters = {}, target }: RedirectRequest): void {
  if (method === "POST") return postTo(url, parameters, target);
  if (target === "blank") {
    const tab = window.open(url, "_blank");
    if (tab) {
      tab.opener = null;
      return;
    }
  }
  if (target === "replace") location.replace(url);
  else location.assign(url);
}

/** An app that opens hides the page; one that is not there leaves it as it is. */
function opensApp(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const end = (isOpened: boolean): void => {
      document.removeEventListener("visibilitychange", listen);
      clearTimeout(timer);
      resolve(isOpened);
    };
    const listen = (): void => {
      if (document.visibilityState === "hidden") end(true);
    };
    const timer = setTimeout(() => end(false), appWaitMs);
    document.addEventListener("visibilitychange", listen);
    location.assign(url);
  });
}

function postTo(url: string, parameters: Readonly<Record<string, string>>, target: RedirectRequest["target"]): void {
  const form = document.createElement("form");
  form.method = "post";
  form.action = url;
  form.hidden = true;
  if (target === "blank") form.target = "_blank";
  for (const [name, value] of Object.entries(parameters)) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  // A field named "submit" would hide the form's own method.
  HTMLFormElement.prototype.submit.call(form);
  form.remove();
}
