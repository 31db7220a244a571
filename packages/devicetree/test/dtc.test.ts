import { parseDtb, printDts, serialiseDtb } from '@warmboot/devicetree';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryTree } from './arbitrary-tree.js';
import { dtc, hasTool, unless } from './external-tool.js';
import { recordedFile, recordings } from './recorded-loads.js';

const source = `/dts-v1/;
/memreserve/ 0x1000 0x2000;
/ {
  #address-cells = <2>;
  #size-cells = <2>;
  model = "quote \\" backslash \\\\";
  compatible = "a,b", "c";
  empty;
  bytes = [01 02 03];
  memory@40000000 { device_type = "memory"; reg = <0 0x40000000 0 0x80000000>; };
  soc { ranges; interrupt-parent = <1>; serial: serial@9000000 { parent = <&serial>; size = <3>; }; };
};`;

describe.skipIf(!hasTool('dtc'))(`against dtc${unless('dtc')}`, () => {
  const blobs = [
    { title: 'a source with everything in it', blob: () => dtc('dts', 'dtb', source) },
    { title: 'the same as version 16', blob: () => dtc('dts', 'dtb', source, '-V', '16') },
    ...recordings.map((recording) => ({
      title: `${recording}/fdt.dtb`,
      blob: () => dtc('dtb', 'dtb', recordedFile(recording, 'fdt.dtb')),
    })),
  ];

  it.each(blobs)('writes the very bytes that dtc writes: $title', ({ blob }) => {
    const bytes = blob();
    expect(serialiseDtb(parseDtb(bytes))).toEqual(bytes);
  });

  it.each(recordings)('reads the same tree before and after dtc rewrote it: %s', (recording) => {
    const fdt = recordedFile(recording, 'fdt.dtb');
    expect(parseDtb(dtc('dtb', 'dtb', fdt))).toEqual(parseDtb(fdt));
  });

  it('dtc reads what we write', () => {
    fc.assert(
      fc.property(arbitraryTree, (tree) => {
        const bytes = serialiseDtb({ ...tree, version: 17 });
        expect(dtc('dtb', 'dtb', bytes)).toEqual(bytes);
      }),
      { numRuns: 25 },
    );
  });

  it('dtc compiles our source to the same tree', () => {
    fc.assert(
      fc.property(arbitraryTree, (tree) => {
        const compiled = dtc('dts', 'dtb', printDts(tree), '-b', `${tree.bootCpu}`);
        expect(parseDtb(compiled)).toEqual({ ...tree, version: 17 });
      }),
      { numRuns: 25 },
    );
  });

  it.each(recordings)('dtc compiles our source of %s/fdt.dtb', (recording) => {
    const tree = parseDtb(recordedFile(recording, 'fdt.dtb'));
    expect(parseDtb(dtc('dts', 'dtb', printDts(tree), '-b', `${tree.bootCpu}`))).toEqual(tree);
  });
});
