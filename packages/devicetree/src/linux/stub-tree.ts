import type { Property } from '../device-tree.js';
import { emptyTree } from '../device-tree.js';
import { u32Value } from '../property-value.js';
import { serialiseDtb } from '../serialise-dtb.js';

/**
 * The tree that the EFI stub makes where the firmware has none: cells, and nothing but /chosen. libfdt puts each new
 * property first, so that the tree shows them in reverse. drivers/firmware/efi/libstub/fdt.c: update_fdt
 *
 * @param chosen in the order in which the stub sets them
 */
export const chosenOnlyTree = (chosen: readonly Property[]): Uint8Array =>
  serialiseDtb({
    ...emptyTree,
    root: {
      name: '',
      properties: [
        { name: '#size-cells', value: u32Value(2) },
        { name: '#address-cells', value: u32Value(2) },
      ],
      children: [{ name: 'chosen', properties: chosen.toReversed(), children: [] }],
    },
  });
