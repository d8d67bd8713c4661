/**
 * The few rules of the page's own part. A constructed sheet passes the strictest style policy, and the lock on the page's
 * scrolling ends with the open dialog whoever takes it away, so that nothing of the page has to be put back.
 */
const rules = `
:root:has(.ams-popupoverlay[open]){overflow:hidden}
.ams-popupoverlay[open]{position:fixed;inset:0;width:100%;height:100%;max-width:none;max-height:none;margin:0;border:0;
padding:0;display:grid;place-items:center;overflow:hidden;background:rgb(15 20 30/.55)}
.ams-popupoverlay::backdrop{background:none}
.ams-popupmodal{border:0;outline:1px solid transparent;border-radius:16px;overflow:hidden;
background:Canvas;color:CanvasText}
div.ams-popupmodal{display:flex;flex-direction:column;width:min(var(--ams-width),calc(100vw - 32px));
max-height:calc(100dvh - 32px)}
dialog.ams-popupmodal{max-width:320px;padding:24px}
.ams-popupbar{display:flex;align-items:center;padding:4px}
.ams-popupbar>span,.ams-popupmodal>p{flex:1;min-width:0;margin:0;font-weight:600}
.ams-popupbar>span{padding-inline:16px}
.ams-popupmodal button{min-width:44px;min-height:44px;padding:0 16px;border:1px solid transparent;border-radius:10px;
background:none;color:inherit;font:inherit;cursor:pointer}
.ams-popupmodal>button{width:100%;margin-top:12px;border-color:currentColor}
.ams-popupbody{overflow:auto;overscroll-behavior:contain}
.ams-skeleton{position:absolute;inset:0;display:grid;gap:16px;align-content:start;padding:16px;pointer-events:none}
.ams-skeleton>div{height:48px;border-radius:10px;background:rgb(128 128 128/.2)}
@media (max-width:640px){.ams-popupoverlay[open]{place-items:end stretch}
div.ams-popupmodal{width:auto;max-height:92dvh;border-radius:16px 16px 0 0}}
@media (prefers-reduced-motion:no-preference){.ams-skeleton{animation:ams-pulse 1.4s infinite}}
@keyframes ams-pulse{50%{opacity:.5}}
`;

let sheet: CSSStyleSheet | undefined;

/** Once for the document, or for the shadow tree, that `node` is in. */
export function adoptStyles(node: Node): void {
  const root = node.getRootNode();
  const owner = root instanceof ShadowRoot ? root : document;
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(rules);
  }
  if (!owner.adoptedStyleSheets.includes(sheet)) owner.adoptedStyleSheets = [...owner.adoptedStyleSheets, sheet];
}
