/** How a page that stands alone looks, on a screen and on paper. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; }
body { margin: 0 auto; max-width: 72rem; padding: 1.5rem; line-height: 1.45; color: light-dark(#1b1f24, #e8e6e1);
  background: light-dark(#fbfaf7, #14171b); font-family: system-ui, 'Noto Sans', 'DejaVu Sans', sans-serif; }
h1 { margin: 0 0 0.5rem; font-size: 1.6rem; } h2 { margin: 2.2rem 0 0.6rem; font-size: 1.2rem; }
h3 { margin: 1.2rem 0 0.4rem; font-size: 1rem; } h4 { margin: 0.8rem 0 0.2rem; font-size: 0.85rem; }
p { max-width: 70ch; } table { border-collapse: collapse; }
th, td { text-align: left; vertical-align: top; padding: 0.25rem 0.9rem 0.25rem 0; border-bottom: 1px solid light-dark(#d9d5cc, #353b43); }
pre { margin: 0.2rem 0; padding: 0.5rem; overflow-x: auto; font-size: 0.82rem; background: light-dark(#f1eee7, #1c2026); }
.story { white-space: pre-line; } .soft { color: light-dark(#55606b, #a5adb6); }
.mark-fine { color: light-dark(#1a6b3c, #86d6a2); } .mark-refused, .mark-waits { color: light-dark(#7a5200, #f0c069); }
.mark-dead { color: light-dark(#a3211f, #ff9d94); } .mark { margin-right: 0.3rem; }
.came { color: light-dark(#1a6b3c, #86d6a2); } .went { color: light-dark(#a3211f, #ff9d94); }
.folded, .stayed { color: light-dark(#55606b, #a5adb6); }
.state { margin: 0.4rem 0; } .state > div { display: flex; gap: 0.7rem; } .state dt { min-width: 10rem; color: light-dark(#55606b, #a5adb6); }
.state dd { margin: 0; overflow-wrap: anywhere; } .changed dd { font-weight: 600; }
.flag { font-weight: 400; font-size: 0.8em; color: light-dark(#7a5200, #f0c069); }
.reason { font-weight: 600; } .events { margin: 0; padding-left: 1.1rem; font-size: 0.88rem; }
.event-type { color: light-dark(#55606b, #a5adb6); font-family: ui-monospace, monospace; }
.legend { display: flex; flex-wrap: wrap; gap: 0.3rem 1.1rem; padding: 0; list-style: none; font-size: 0.82rem; }
.legend svg { vertical-align: -1px; margin-right: 0.35rem; }
summary { cursor: pointer; } @media print { body { max-width: none; padding: 0; } section.step { break-inside: avoid-page; } }
`;
