// An application of the wrappers, as a merchant would write it.
import { createElement, StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import { createApp, h, ref } from "vue";
import { PaymentElement as ReactElement } from "../../../packages/checkout/src/react/index.ts";
import { PaymentElement as VueElement } from "../../../packages/checkout/src/vue/index.ts";

type Settings = { readonly sessionData: string; readonly gatewayOrigin: string };

function mountReact({ sessionData, gatewayOrigin }: Settings): (session: string) => void {
  const root = createRoot(document.querySelector("#here") as Element);
  let change: (session: string) => void = () => undefined;
  const App = () => {
    const [session, setSession] = useState(sessionData);
    change = setSession;
    return createElement(ReactElement, {
      sessionData: session,
      gatewayOrigin,
      onEventCallback: ({ code }) => window.heard.push(`event ${code}`),
      onReady: ({ error }) => window.heard.push(`ready ${error?.code}`),
    });
  };
  root.render(createElement(StrictMode, undefined, createElement(App)));
  return (session) => (session === "" ? root.unmount() : change(session));
}

function mountVue({ sessionData, gatewayOrigin }: Settings): (session: string) => void {
  const session = ref(sessionData);
  const app = createApp({
    render: () =>
      h(VueElement, {
        sessionData: session.value,
        options: { gatewayOrigin },
        onEvent: ({ code }: { code: string }) => window.heard.push(`event ${code}`),
        onReady: ({ error }: { error?: { code: string } }) => window.heard.push(`ready ${error?.code}`),
      }),
  });
  app.mount("#here");
  return (text) => {
    if (text === "") app.unmount();
    else session.value = text;
  };
}

Object.assign(window, { mountReact, mountVue });
