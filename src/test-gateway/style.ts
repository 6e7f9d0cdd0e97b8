/** In the panel's manner, and visibly of somebody else: grey paper, a striped band, square corners. */
export const STYLE = `
:root { color-scheme: light dark;
  --paper: light-dark(oklch(0.955 0.004 250), oklch(0.19 0.008 250));
  --sheet: light-dark(oklch(1 0 0), oklch(0.225 0.009 250));
  --ink: light-dark(oklch(0.23 0.02 250), oklch(0.94 0.006 250));
  --quiet: light-dark(oklch(0.45 0.02 250), oklch(0.73 0.012 250));
  --line: light-dark(oklch(0.87 0.008 250), oklch(0.34 0.012 250));
  --strip: light-dark(oklch(0.86 0.15 92), oklch(0.8 0.15 92)); }
* { box-sizing: border-box; margin: 0; }
body { background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
.band { background: repeating-linear-gradient(135deg, var(--strip) 0 14px, oklch(0.25 0.02 250) 14px 28px);
  padding: 8px 0; }
.band p { background: oklch(0.25 0.02 250); color: #fff; font-weight: 600; text-align: center;
  padding: 10px 16px; }
main { max-width: 33rem; margin: 32px auto; padding: 0 16px; }
section { background: var(--sheet); border: 1px solid var(--line); padding: 24px; margin-bottom: 16px; }
h1 { font-size: 15px; font-weight: 500; color: var(--quiet); }
h2 { font-size: 16px; margin-bottom: 12px; }
.sum { font-size: 36px; font-weight: 600; letter-spacing: -0.02em; font-variant-numeric: tabular-nums;
  margin: 2px 0 16px; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 6px 16px; font-size: 14px;
  border-top: 1px solid var(--line); padding-top: 16px; }
dt { color: var(--quiet); } dd { text-align: end; overflow-wrap: anywhere; }
fieldset { border: 0; padding: 0; }
legend { font-weight: 600; padding: 0; margin-bottom: 8px; }
.way { display: grid; grid-template-columns: 20px 1fr; gap: 0 12px; padding: 11px 0;
  border-top: 1px solid var(--line); cursor: pointer; }
.way input { width: 18px; height: 18px; margin: 3px 0 0; accent-color: var(--ink); }
.way b { font-weight: 500; } .way small { grid-column: 2; color: var(--quiet); font-size: 13.5px; }
.other { border-top: 1px solid var(--line); padding: 14px 0; display: grid; gap: 6px; font-size: 14px; }
.other input { font: inherit; padding: 9px 12px; border: 1px solid var(--quiet); background: var(--sheet);
  color: var(--ink); width: 100%; }
button, .back { font: inherit; font-weight: 600; display: block; width: 100%; text-align: center;
  padding: 12px; border: 1px solid var(--ink); background: var(--ink); color: var(--sheet);
  cursor: pointer; text-decoration: none; }
.plain { background: transparent; color: var(--ink); margin-top: 8px; }
.wrong { border-inline-start: 4px solid oklch(0.6 0.2 25); padding: 4px 12px; margin-bottom: 16px; }
.row { display: flex; flex-wrap: wrap; gap: 8px; } .row form { flex: 1 1 9rem; }
:focus-visible { outline: 3px solid var(--ink); outline-offset: 2px; }
`;
