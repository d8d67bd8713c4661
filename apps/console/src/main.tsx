import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "@mantine/spotlight/styles.css";
import "./styles.css";
import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Fault } from "./app/ask.ts";
import { router } from "./app/router.tsx";
import { theme } from "./app/theme.ts";
import { TextsProvider } from "./texts/use-texts.tsx";

const client = new QueryClient({
  queryCache: new QueryCache({
    onError(error, query) {
      // Signed out meanwhile: asking who this is leads to the sign-in page.
      const isAboutMe = query.queryKey[0] === "me";
      if (!isAboutMe && error instanceof Fault && error.code === "NOT_SIGNED_IN") {
        void client.invalidateQueries({ queryKey: ["me"] });
      }
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 2_000,
      // A refusal stays one; only a lost connection is worth another try.
      retry: (count, error) => count < 2 && error instanceof Fault && error.code === "LOST",
    },
  },
});
const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? "";
// What stops the page from scrolling behind a dialog writes a style too, and looks for its nonce here.
Object.assign(globalThis, { __webpack_nonce__: nonce });
const root = document.querySelector("#root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
        <QueryClientProvider client={client}>
          <TextsProvider>
            <Notifications />
            <RouterProvider router={router} />
          </TextsProvider>
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}
