import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type DeviceTree,
  findProperty,
  parseDtb,
  printDts,
  readString,
  readU32,
  serialiseDtb,
} from '@warmboot/devicetree';
import { parseDts } from '@warmboot/devicetree/dts';
import { applyOverlay } from '@warmboot/devicetree/overlay';
import { describe, expect, it } from 'vitest';
import { hasTool, unless } from './external-tool.js';

const BASE = parseDts(
  `/dts-v1/;
/ {
  aliases { bus0 = "/soc/i2c@1000"; };
  gpio: gpio { phandle = <7>; };
  soc {
    i2c: i2c@1000 { status = "disabled"; sensor@10 { old; }; };
    spi: spi@2000 { cs = <&gpio 1>; };
  };
};`,
  { symbols: true },
);

const overlay = (body: string, symbols = false): DeviceTree =>
  parseDts(`/dts-v1/; /plugin/; ${body}`, { symbols });

const OVERLAYS = [
  {
    title: 'a property and a node by label',
    body: '&i2c { status = "okay"; rtc@68 { a; b; }; eeprom@50 { }; };',
  },
  { title: 'a node that is there', body: '&i2c { sensor@10 { old = "x"; new; }; };' },
  { title: 'a reference to the base', body: '&spi { cs = <&gpio 1 2>, <&gpio 3>; name2 = "x"; };' },
  {
    title: 'references of its own',
    body: '&i2c { use = <&a &b>; a: a { peer = <&b>; }; b: b { peer = <&a>; }; };',
  },
  { title: 'a target by path', body: '&{/soc} { extra { }; };' },
  { title: 'a target by the root', body: '&{/} { extra { v = <&gpio>; }; };' },
  {
    title: 'a target by alias',
    body: '/ { fragment@0 { target-path = "bus0"; __overlay__ { by-alias; }; }; };',
  },
  { title: 'two fragments of one target', body: '&i2c { x; }; &spi { y; }; &i2c { z; x = <1>; };' },
  { title: 'a node that is no fragment', body: '/ { note { a; }; }; &i2c { x; };' },
];

describe('an overlay', () => {
  it('is merged where it says, its phandles above those of the base', () => {
    const merged = applyOverlay(BASE, overlay('&i2c { use = <&mine>; gpios = <&gpio 4>; mine: mine { }; };'));
    const mine = readU32(findProperty(merged, '/soc/i2c@1000/mine', 'phandle')!);
    expect(mine).toBeGreaterThan(7);
    expect(readU32(findProperty(merged, '/soc/i2c@1000', 'use')!)).toBe(mine);
    expect(printDts(merged)).toContain('gpios = <0x07 0x04>;');
    expect(printDts(merged)).not.toContain('__overlay__');
  });

  it('leaves both trees as they were', () => {
    const plugin = overlay('&i2c { use = <&mine>; mine: mine { }; };');
    const before = [serialiseDtb(BASE), serialiseDtb(plugin)];
    applyOverlay(BASE, plugin);
    expect([serialiseDtb(BASE), serialiseDtb(plugin)]).toEqual(before);
  });

  it('brings its symbols, so that another can build on it', () => {
    const first = applyOverlay(BASE, overlay('&i2c { mux: mux { }; };', true));
    expect(readString(findProperty(first, '/__symbols__', 'mux')!)).toBe('/soc/i2c@1000/mux');
    const second = applyOverlay(first, overlay('&mux { port { }; };', true));
    expect(printDts(second)).toMatch(/mux \{[^}]*port \{/);
  });

  it('leaves a node of the base its phandle', () => {
    const spi = readU32(findProperty(BASE, '/soc/spi@2000', 'phandle')!);
    const body =
      '/ { fragment@0 { target-path = "/soc"; __overlay__ { s: spi@2000 { self = <&s>; }; }; }; };';
    const merged = applyOverlay(BASE, overlay(body));
    expect(readU32(findProperty(merged, '/soc/spi@2000', 'phandle')!)).toBe(spi);
    expect(readU32(findProperty(merged, '/soc/spi@2000', 'self')!)).toBe(spi);
  });

  it.each([
    ['&nowhere { };', '__fixups__/nowhere is a label that the base does not have'],
    ['&{/nowhere} { };', 'fragment@0/target-path is /nowhere'],
    ['/ { fragment@0 { __overlay__ { }; }; };', 'fragment@0 is without target and target-path'],
    ['/ { fragment@0 { target = <99>; __overlay__ { }; }; };', 'fragment@0/target is phandle 99'],
    ['/ { __fixups__ { i2c = "/a:b"; }; };', '__fixups__/i2c is "/a:b"; allowed: path:property:offset'],
    ['/ { __fixups__ { i2c = "/a:b:0"; }; };', 'property b of /a, which is not there'],
    [
      '/ { p = <1>; __fixups__ { i2c = "/:p:4"; }; };',
      'offset 4 in property p of /; allowed: 4 bytes inside its 4',
    ],
    ['/ { p = <1>; __local_fixups__ { p = <1>; }; };', 'offset 1 in property p of /'],
    ['/ { __local_fixups__ { n { }; }; };', 'node /n, which is not there'],
    ['/ { n { phandle = <0xfffffffa>; }; };', 'phandle of /n is 4294967290; allowed: less than'],
  ])('refuses %s', (body, message) => {
    expect(() => applyOverlay(BASE, overlay(body))).toThrow(message);
  });

  it('says what a base without symbols lacks', () => {
    const plain = parseDts('/dts-v1/; / { a: a { }; };');
    expect(() => applyOverlay(plain, overlay('&a { };'))).toThrow('a base that dtc -@ compiled');
  });
});

describe.skipIf(!hasTool('fdtoverlay'))(`an overlay against fdtoverlay${unless('fdtoverlay')}`, () => {
  const byTool = (...overlays: DeviceTree[]): DeviceTree => {
    const folder = mkdtempSync(join(tmpdir(), 'overlay-'));
    const file = (name: string) => join(folder, name);
    try {
      writeFileSync(file('base'), serialiseDtb(BASE));
      overlays.forEach((tree, index) => writeFileSync(file(`${index}`), serialiseDtb(tree)));
      execFileSync('fdtoverlay', [
        '-i',
        file('base'),
        '-o',
        file('out'),
        ...overlays.map((_, index) => file(`${index}`)),
      ]);
      return parseDtb(new Uint8Array(readFileSync(file('out'))));
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

  it.each(OVERLAYS)('gives the same tree, node for node: $title', ({ body }) => {
    const plugin = overlay(body);
    expect(printDts(applyOverlay(BASE, plugin))).toBe(printDts(byTool(plugin)));
  });

  it('gives the same tree for one overlay on another', () => {
    const [first, second] = [
      overlay('&i2c { mux: mux { }; };', true),
      overlay('&mux { port: port { }; };', true),
    ];
    const ours = [first, second].reduce(applyOverlay, BASE);
    expect(printDts(ours)).toBe(printDts(byTool(first, second)));
  });
});
