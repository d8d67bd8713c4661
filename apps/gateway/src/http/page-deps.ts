import type { CheckoutPagesDeps } from "./checkout-pages.ts";
import type { ClockPagesDeps } from "./clock-pages.ts";
import type { ConsolePagesDeps } from "./console-pages.ts";
import type { SandboxPagesDeps } from "./sandbox-pages.ts";

/** What the pages beside the API show. */
export type PageDeps = CheckoutPagesDeps &
  SandboxPagesDeps &
  ClockPagesDeps &
  ConsolePagesDeps & {
    readonly publicUrl: () => string;
  };
