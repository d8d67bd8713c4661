/** Light and dark by the payer's own setting; from the smallest challenge window (250 by 400) up to a desk. */
export const sandboxStyle = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif;
  --line: light-dark(#d5d9df, #3a4049); --soft: light-dark(#f4f6f8, #1d2126); --card: light-dark(#fff, #16191d);
  --quiet: light-dark(#545b64, #a7aeb8); --bad: light-dark(#a8071a, #ff9c9c); --good: light-dark(#0b6b35, #7ee2a8);
  --accent: #1f4fd8; --on-accent: #fff; }
.sky { --accent: #0a63c9; } .teal { --accent: #00695c; } .green { --accent: #1b7a3a; } .red { --accent: #b3152b; }
.pink { --accent: #a5195f; } .violet { --accent: #6a34c4; } .ink { --accent: light-dark(#2b3340, #44536b); }
.orange { --accent: #ad4505; } .yellow { --accent: #f7d716; --on-accent: #2b2100; }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; background: var(--soft); color: CanvasText; overflow-wrap: anywhere; }
.notice { margin: 0; padding: .35rem 1rem; text-align: center; font-size: .8125rem; color: var(--quiet); }
main { max-width: 27rem; margin: 0 auto 2rem; background: var(--card); border: 1px solid var(--line);
  border-radius: .75rem; overflow: hidden; }
header { background: var(--accent); color: var(--on-accent); padding: .8rem 1.25rem; font-size: 1.125rem; font-weight: 650; }
section { padding: 1.1rem 1.25rem 1.25rem; }
h1 { font-size: 1rem; font-weight: 400; margin: 0; }
.amount { font-size: 1.75rem; line-height: 1.2; font-weight: 650; margin: .1rem 0 1rem; font-variant-numeric: tabular-nums; }
h2 { font-size: .875rem; font-weight: 600; color: var(--quiet); margin: 1.25rem 0 .5rem; }
dl { display: grid; grid-template-columns: auto 1fr; gap: .2rem .9rem; margin: 0 0 1rem; }
dt { color: var(--quiet); } dd { margin: 0; font-variant-numeric: tabular-nums; }
label { display: block; font-size: .875rem; margin-bottom: .25rem; }
input, select { font: inherit; width: 100%; min-height: 2.75rem; padding: .4rem .7rem; border: 1px solid light-dark(#7b838d, #79828e);
  border-radius: .45rem; background: var(--card); color: CanvasText; }
button, .button { display: block; width: 100%; min-height: 2.75rem; font: inherit; padding: .45rem .9rem; margin: .5rem 0 0;
  text-align: center; text-decoration: none; border-radius: .45rem; border: 1px solid light-dark(#9aa2ac, #5b636e);
  background: transparent; color: CanvasText; cursor: pointer; }
button:hover, .button:hover { background: var(--soft); }
.primary, .primary:hover { background: var(--accent); color: var(--on-accent); border-color: var(--accent); font-weight: 600; }
:focus-visible { outline: 3px solid light-dark(#1f4fd8, #9ec1ff); outline-offset: 2px; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 0 .5rem; }
.status { margin: 0 0 1rem; font-weight: 600; } .paid { color: var(--good); } .refused { color: var(--bad); }
.error { color: var(--bad); margin: .35rem 0 0; font-size: .875rem; }
@media (max-width: 27rem) {
  main { border-width: 0 0 1px; border-radius: 0; margin-bottom: 0; }
  section { padding: .8rem .9rem 1rem; } header { padding: .6rem .9rem; }
  .amount { font-size: 1.375rem; margin-bottom: .6rem; }
}
@media (max-width: 19rem) { .pair { grid-template-columns: 1fr; } }
`;
