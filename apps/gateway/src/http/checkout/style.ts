import { createHash } from "node:crypto";
import { toAsset } from "./assets.ts";

/** For the gateway's pages that are not the frame app: a 3-D Secure step, and a sentence or two. */
const pageStyle = `:root { color-scheme: light dark; font: 1rem/1.6 system-ui, sans-serif; }
body { margin: 0; }
.step { block-size: 100vh; block-size: 100dvh; }
.step iframe { display: block; inline-size: 100%; block-size: 100%; border: 0; }
.notice { display: grid; min-block-size: 100vh; place-content: center; padding: 1.5rem; box-sizing: border-box; }
.notice main { max-inline-size: 32rem; }
.notice h1 { margin: 0 0 0.5rem; font-size: 1.25rem; line-height: 1.3; }
.notice p { margin: 0; overflow-wrap: anywhere; }
`;

export const pageStyleAsset = toAsset("pages.css", Buffer.from(pageStyle));

const tag = createHash("sha256").update(pageStyle).digest("hex").slice(0, 8);

/** Below /checkout/assets/. */
export const pageStylePath = `pages-${tag}.css`;
