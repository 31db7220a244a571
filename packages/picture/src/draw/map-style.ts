/**
 * The colours of maps, as CSS: light and dark. A picture that leaves the page takes them along, so they stand here and not
 * in a style sheet.
 */
export const MAP_STYLE = `
.map, .swatch, .legend {
  --map-ink: light-dark(#1b1f24, #e8e6e1);
  --map-soft: light-dark(#55606b, #a5adb6);
  --map-line: light-dark(#b9b4a8, #4a525b);
}
.map { display: block; max-width: 100%; height: auto; font-family: system-ui, 'Noto Sans', 'DejaVu Sans', sans-serif; }
.map text { fill: var(--map-ink); font-size: 11px; pointer-events: none; }
.map .lane-title { fill: var(--map-ink); font-weight: 600; }
.map .lane-note { font-weight: 400; fill: var(--map-soft); }
.map .alarm { font-weight: 600; fill: light-dark(#a3211f, #ff9d94); }
.map .pin { stroke: none; fill: var(--map-soft); }
.map .pin.band-lost { fill: light-dark(#a3211f, #ff9d94); }
.map .address, .map .size { font-family: ui-monospace, 'Noto Sans Mono', 'DejaVu Sans Mono', monospace; }
.map .size { fill: var(--map-soft); font-size: 10.5px; }
.map .track { fill: light-dark(#efece5, #23282f); }
.map .ruler { fill: none; stroke: var(--map-soft); }
.map .zigzag { fill: none; stroke: var(--map-line); stroke-width: 1.2; }
.map .stroke, .swatch .stroke { stroke: light-dark(#1b1f24, #f4f2ee); stroke-width: 1.3; opacity: 0.5; }
.map .thin { stroke-width: 0.9; }
.map .bold { stroke-width: 2; }
.map .dot { fill: light-dark(#1b1f24, #f4f2ee); opacity: 0.55; }
.fill { stroke: light-dark(#0008, #fff6); stroke-width: 0.6; }
.map .texture { pointer-events: none; }
.map .band-label { paint-order: stroke; stroke-width: 3px; stroke-linejoin: round; stroke: light-dark(#fffb, #14171bb0); }
.map .band:hover .fill, .map .band.lit .fill { stroke: light-dark(#0b5cad, #7cc4ff); stroke-width: 2; }
.band-board .fill { fill: light-dark(#b8cbe0, #35506e); }
.band-device .fill { fill: light-dark(#f3c98b, #7a531c); }
.band-unplugged .fill { fill: light-dark(#faf1e0, #3a3022); }
.band-ram .fill { fill: light-dark(#cfe3cf, #2f5237); }
.band-kernel .fill { fill: light-dark(#7fb08a, #4f8f60); }
.band-reserved .fill { fill: light-dark(#dcd7cc, #4a4a46); }
.band-firmware .fill { fill: light-dark(#e3d3ea, #543f62); }
.band-hole .fill { fill: light-dark(#e4e4e4, #3a3d42); }
.band-online .fill { fill: light-dark(#a9d3b3, #2f6a41); }
.band-movable .fill { fill: light-dark(#9fd6d2, #1f6461); }
.band-offline .fill { fill: light-dark(#ffffff, #1a1d21); stroke-dasharray: 3 2; }
.band-going .fill { fill: light-dark(#ffe9a8, #6b5716); }
.band-segment .fill { fill: light-dark(#93b9f0, #2f5ea8); }
.band-lost .fill { fill: light-dark(#f2a19a, #93302b); stroke: light-dark(#a3211f, #ff9d94); stroke-width: 1.2; }
.band-crash .fill { fill: light-dark(#f6d5dd, #6a3546); }
.band-next .fill { fill: light-dark(#d9cdf2, #4b3d7c); }
@media print { .map .stroke { opacity: 0.8; } }
`;
