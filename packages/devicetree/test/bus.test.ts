import { aliasesOf, nodeByPhandle, nodesCompatibleWith, parseDtb, renameNode } from '@warmboot/devicetree';
import { cpuRangesOf, interruptsOf, translateAddress } from '@warmboot/devicetree/bus';
import { parseDts } from '@warmboot/devicetree/dts';
import { describe, expect, it } from 'vitest';
import { recordedFile, recordings } from './recorded-loads.js';

const TREE = parseDts(`/dts-v1/;
/ {
  #address-cells = <2>;
  #size-cells = <1>;
  interrupt-parent = <&gic>;
  aliases { serial0 = &uart; };
  gic: gic@0 { interrupt-controller; #interrupt-cells = <3>; #address-cells = <1>; };
  soc {
    compatible = "simple-bus";
    #address-cells = <1>;
    #size-cells = <1>;
    ranges = <0x7e000000 0 0x3f000000 0x1000000>, <0x40000000 1 0x40000000 0x1000>;
    uart: serial@7e201000 { compatible = "arm,pl011", "arm,primecell"; reg = <0x7e201000 0x200>, <0x40000010 4>; interrupts = <0 2 4>, <0 3 4>; };
    far@60000000 { reg = <0x60000000 4>; };
    inner {
      #address-cells = <1>;
      #size-cells = <1>;
      ranges;
      dev@7e000010 { reg = <0x7e000010 4>; interrupts-extended = <&gic 1 2 3>, <&pin 5>; };
    };
    pin: pin@7e200000 { reg = <0x7e200000 4>; interrupt-controller; #interrupt-cells = <1>; };
    i2c@7e804000 {
      reg = <0x7e804000 0x1000>;
      #address-cells = <1>;
      #size-cells = <0>;
      sensor@10 { reg = <0x10>; interrupt-parent = <&pin>; interrupts = <9>; };
    };
  };
  pcie@1 {
    device_type = "pci";
    #address-cells = <3>;
    #size-cells = <2>;
    #interrupt-cells = <1>;
    ranges = <0x01000000 0 0 0 0x10000000 0 0x10000>, <0x02000000 0 0x20000000 0 0x20000000 0 0x1000000>;
    interrupt-map-mask = <0x1800 0 0 7>;
    interrupt-map = <0 0 0 1 &gic 0 0 30 4>, <0 0 0 2 &gic 0 0 31 4>, <0x800 0 0 1 &gic 0 0 31 4>, <0x800 0 0 2 &gic 0 0 30 4>;
    net@1,0 { reg = <0x0800 0 0 0 0>; interrupts = <1>; };
    lost@3,0 { reg = <0x1800 0 0 0 0>; interrupts = <1>; };
  };
};`);

/** Machines that were booted by their devicetree: with ACPI there is hardly one. */
const MACHINES = recordings.filter(
  (recording) => nodesCompatibleWith(parseDtb(recordedFile(recording, 'fdt.dtb')), 'arm,pl011').length > 0,
);

describe('addresses', () => {
  it('are translated through every ranges up to the CPU', () => {
    const hex = (path: string) => cpuRangesOf(TREE, path).map(({ cpuAddress }) => cpuAddress?.toString(16));
    expect(hex('/soc/serial@7e201000')).toEqual(['3f201000', '140000010']);
    expect(hex('/soc/inner/dev@7e000010')).toEqual(['3f000010']);
    expect(cpuRangesOf(TREE, 'serial0')[0]).toEqual({
      cells: [0x7e201000],
      size: 0x200n,
      cpuAddress: 0x3f201000n,
    });
  });

  it('that no range holds, or that the CPU does not see, have none', () => {
    expect(cpuRangesOf(TREE, '/soc/far@60000000')[0]?.cpuAddress).toBeUndefined();
    expect(cpuRangesOf(TREE, '/soc/i2c@7e804000/sensor@10')).toEqual([
      { cells: [0x10], size: 0n, cpuAddress: undefined },
    ]);
    expect(cpuRangesOf(TREE, '/soc')).toEqual([]);
    expect(() => cpuRangesOf(TREE, '/nowhere')).toThrow(TypeError);
  });

  it('of PCI are told apart by their space', () => {
    expect(translateAddress(TREE, '/pcie@1', [0x0100_0000, 0, 0x10])).toBe(0x1000_0010n);
    expect(translateAddress(TREE, '/pcie@1', [0x0200_0000, 0, 0x2000_0010])).toBe(0x2000_0010n);
    expect(translateAddress(TREE, '/pcie@1', [0x0300_0000, 0, 0x2000_0010])).toBe(0x2000_0010n);
    expect(translateAddress(TREE, '/pcie@1', [0x0200_0000, 0, 0x10])).toBeUndefined();
    expect(translateAddress(TREE, '/soc', 0x7e00_0000n)).toBe(0x3f00_0000n);
  });

  it('are refused where ranges are not whole', () => {
    const tree = parseDts(
      '/dts-v1/; / { b { #address-cells = <1>; ranges = <1 2 3>; d@1 { reg = <1 1>; }; }; };',
    );
    expect(() => cpuRangesOf(tree, '/b/d@1')).toThrow('ranges of /b is 3 cells; allowed: entries of 4 cells');
  });
});

describe('interrupts', () => {
  it('go to the parent that holds for the node', () => {
    expect(interruptsOf(TREE, 'serial0')).toEqual([
      { controller: '/gic@0', specifier: [0, 2, 4] },
      { controller: '/gic@0', specifier: [0, 3, 4] },
    ]);
    expect(interruptsOf(TREE, '/soc/i2c@7e804000/sensor@10')).toEqual([
      { controller: '/soc/pin@7e200000', specifier: [9] },
    ]);
    expect(interruptsOf(TREE, '/soc')).toEqual([]);
  });

  it('of interrupts-extended go each to its own', () => {
    expect(interruptsOf(TREE, '/soc/inner/dev@7e000010')).toEqual([
      { controller: '/gic@0', specifier: [1, 2, 3] },
      { controller: '/soc/pin@7e200000', specifier: [5] },
    ]);
  });

  it('go through an interrupt-map by address and pin', () => {
    expect(interruptsOf(TREE, '/pcie@1/net@1,0')).toEqual([{ controller: '/gic@0', specifier: [0, 31, 4] }]);
    expect(() => interruptsOf(TREE, '/pcie@1/lost@3,0')).toThrow('not in interrupt-map of /pcie@1: 1');
  });

  it('that lead nowhere are refused', () => {
    const tree = parseDts(
      '/dts-v1/; / { a { interrupts = <1>; }; b { interrupt-parent = <9>; interrupts = <1>; }; };',
    );
    expect(() => interruptsOf(tree, '/a')).toThrow('without an interrupt parent');
    expect(() => interruptsOf(tree, '/b')).toThrow('interrupt-parent of /b is phandle 9');
    const round = parseDts(
      '/dts-v1/; / { #address-cells = <0>; a: a { #interrupt-cells = <1>; interrupt-map = <0 &b 0>; }; b: b { #interrupt-cells = <1>; interrupt-map = <0 &a 0>; }; d { interrupt-parent = <&a>; interrupts = <0>; }; };',
    );
    expect(() => interruptsOf(round, '/d')).toThrow('led round');
  });

  it.each(MACHINES)('of the machine of %s end at its controller', (recording) => {
    const tree = parseDtb(recordedFile(recording, 'fdt.dtb'));
    const [uart] = nodesCompatibleWith(tree, 'arm,pl011');
    expect(interruptsOf(tree, uart!.path)).toEqual([
      { controller: expect.stringMatching(/^\/intc@/) as string, specifier: [0, 1, 4] },
    ]);
    expect(cpuRangesOf(tree, uart!.path).map(({ cpuAddress }) => cpuAddress)).toEqual([0x900_0000n]);
  });
});

describe('nodes', () => {
  it('are found by phandle, by compatible and by alias', () => {
    expect(nodeByPhandle(TREE, 1)?.path).toBe('/gic@0');
    expect(nodeByPhandle(TREE, 99)).toBeUndefined();
    expect(nodesCompatibleWith(TREE, 'arm,primecell').map(({ path }) => path)).toEqual([
      '/soc/serial@7e201000',
    ]);
    expect(nodesCompatibleWith(TREE, 'arm,prime')).toEqual([]);
    expect([...aliasesOf(TREE)]).toEqual([['serial0', '/soc/serial@7e201000']]);
  });

  it('get another name and keep their place', () => {
    const renamed = renameNode(TREE, '/soc', 'axi');
    expect(renamed.root.children.map(({ name }) => name)).toEqual(['aliases', 'gic@0', 'axi', 'pcie@1']);
    expect(() => renameNode(TREE, '/soc', 'pcie@1')).toThrow('has a sibling pcie@1 already');
    expect(() => renameNode(TREE, '/', 'x')).toThrow(TypeError);
    expect(() => renameNode(TREE, '/soc', 'a/b')).toThrow(TypeError);
  });
});
