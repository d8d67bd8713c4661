import { challengeChannelName } from "../core/messages.ts";

/**
 * The only script of the gateway's two 3-D Secure pages. One holds the issuer's page in a frame and posts the request into it;
 * the issuer's page leads to the other, which tells the checkout that it is over. What the issuer posted is not looked at here:
 * the gateway asks the acquirer.
 */
const form = document.querySelector<HTMLFormElement>("form[data-3ds-form]");
form?.submit();

const { attemptId, type } = document.body.dataset;
const step = document.body.getAttribute("data-3ds-result") || type;
if (attemptId !== undefined && step) {
  const channel = new BroadcastChannel(challengeChannelName(attemptId));
  // A channel reaches this origin alone.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  channel.postMessage({ type: step });
  channel.close();
}
