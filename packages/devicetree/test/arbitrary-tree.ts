import type { DeviceNode, DeviceTree, Property } from '@warmboot/devicetree';
import fc from 'fast-check';

/** Few and similar, so that names collide and one is the tail of another. */
export const PROPERTY_NAMES = ['reg', 'size', 'e', 'ize', 'compatible', 'ble', '#size-cells', 'x'] as const;
export const NODE_NAMES = ['memory@40000000', 'memory', 'chosen', 'soc', 'cpu@0', 'cpu@1', 'port'] as const;

const value = fc.uint8Array({ maxLength: 9 });

/** Distinct names, as the specification wants them. */
const properties: fc.Arbitrary<Property[]> = fc.uniqueArray(
  fc.record({ name: fc.constantFrom(...PROPERTY_NAMES), value }),
  { selector: ({ name }) => name, maxLength: 5 },
);

const node = (name: fc.Arbitrary<string>, depth: number): fc.Arbitrary<DeviceNode> =>
  fc.record({
    name,
    properties,
    children:
      depth === 0
        ? fc.constant([])
        : fc.uniqueArray(node(fc.constantFrom(...NODE_NAMES), depth - 1), {
            selector: (child) => child.name,
            maxLength: 3,
          }),
  });

export const arbitraryTree: fc.Arbitrary<DeviceTree> = fc.record({
  version: fc.constantFrom(16 as const, 17 as const),
  bootCpu: fc.integer({ min: 0, max: 0xffff_ffff }),
  reservations: fc.array(
    fc.record({ address: fc.bigInt(0n, 2n ** 64n - 1n), size: fc.bigInt(1n, 2n ** 64n - 1n) }),
    { maxLength: 3 },
  ),
  root: node(fc.constant(''), 3),
});

/** A name in any bytes that the format allows. */
export const arbitraryName: fc.Arbitrary<string> = fc
  .array(
    fc.integer({ min: 1, max: 0xff }).filter((byte) => byte !== 0x2f),
    { minLength: 1, maxLength: 255 },
  )
  .map((codes) => String.fromCharCode(...codes));
