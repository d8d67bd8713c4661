/** Light and dark by the reader's own setting; below 48rem tables turn into lists, so that nothing scrolls sideways. */
export const referenceStyle = `
:root { color-scheme: light dark; --line: light-dark(#d5d9df, #3a4049); --soft: light-dark(#f4f6f8, #1d2126);
  --link: light-dark(#0b57d0, #9ec1ff); font: 1rem/1.55 system-ui, sans-serif; }
body { margin: 0; display: grid; grid-template-columns: 15rem minmax(0, 1fr); background: Canvas; color: CanvasText; }
nav { position: sticky; top: 0; max-height: 100vh; overflow: auto;
  padding: 1rem 1.25rem; border-right: 1px solid var(--line); box-sizing: border-box; }
nav ul { list-style: none; margin: 0; padding: 0; }
nav li { margin: .35rem 0; overflow-wrap: anywhere; }
main { padding: 0 1.5rem 4rem; max-width: 64rem; }
h2 { margin-top: 3rem; padding-bottom: .25rem; border-bottom: 1px solid var(--line); }
h2, h3, h4 { scroll-margin-top: 1rem; overflow-wrap: anywhere; line-height: 1.25; }
a { color: var(--link); }
.skip { position: absolute; left: -100vw; } .skip:focus { left: 1rem; top: 1rem; background: Canvas; padding: .5rem; }
code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere; }
pre { background: var(--soft); border: 1px solid var(--line); border-radius: .4rem; padding: .75rem; overflow: auto; }
pre code { overflow-wrap: normal; }
details { margin: .5rem 0; border: 1px solid var(--line); border-radius: .4rem; padding: .5rem .75rem; }
summary { cursor: pointer; font-weight: 600; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--line); }
th { background: var(--soft); }
@media (max-width: 48rem) {
  body { display: block; }
  nav { position: static; max-height: none; border-right: 0; border-bottom: 1px solid var(--line); }
  main { padding: 0 1rem 3rem; }
  thead { position: absolute; left: -100vw; }
  table, tbody, tr, td { display: block; }
  tr { border: 1px solid var(--line); border-radius: .4rem; margin: .6rem 0; padding: .3rem 0; }
  td { border: 0; padding: .15rem .6rem; }
  td:empty { display: none; }
  td:not(:first-child)::before { content: attr(data-column) ": "; font-weight: 600; }
}
`;
