import {
  addReservation,
  cellsValue,
  emptyTree,
  printDts,
  setProperty,
  stringListValue,
  stringValue,
} from '@warmboot/devicetree';
import { expect, it } from 'vitest';

it('prints a tree as devicetree source', () => {
  const tree = [
    { path: '/chosen', name: 'mixed', value: Uint8Array.of(0x61, 0, 0, 0) },
    { path: '/chosen', name: 'bytes', value: Uint8Array.of(1, 2, 255) },
    { path: '/chosen', name: 'bootargs', value: stringValue('say "hi" \\o/') },
    { path: '/', name: 'dma-coherent', value: new Uint8Array() },
    { path: '/', name: 'compatible', value: stringListValue(['linux,dummy-virt', 'virt']) },
    { path: '/', name: 'reg', value: cellsValue([0, 0x4000_0000, 1]) },
  ].reduce(
    (edited, { path, name, value }) => setProperty(edited, path, name, value),
    addReservation(
      {
        ...emptyTree,
        root: {
          ...emptyTree.root,
          children: [
            { name: 'chosen', properties: [], children: [] },
            { name: 'soc', properties: [], children: [{ name: 'a@1', properties: [], children: [] }] },
          ],
        },
      },
      { address: 0x406f_0000n, size: 0x1e_5d14n },
    ),
  );
  expect(printDts(tree)).toBe(`/dts-v1/;

/memreserve/	0x00000000406f0000 0x00000000001e5d14;
/ {
	reg = <0x00 0x40000000 0x01>;
	compatible = "linux,dummy-virt", "virt";
	dma-coherent;

	chosen {
		bootargs = "say \\"hi\\" \\\\o/";
		bytes = [01 02 ff];
		mixed = <0x61000000>;
	};

	soc {
		a@1 {
		};
	};
};
`);
});
