import {
  type RegEntry,
  addressRangesValue,
  cellCounts,
  FlatTree,
  propertyOf,
  readCells,
  type Property,
  stringValue,
  u64Value,
} from '@warmboot/devicetree';

/*
 * What happens to the devicetree between two kernels, as sequences of libfdt calls. EDIT-SEQUENCES.md tells the same in
 * prose and says how each step was established.
 */

const CHOSEN = '/chosen';
const PAGE_SIZE = 4096n;

/** A loader that edits a devicetree is told this. Ranges are in bytes of physical memory. */
export interface Handover {
  readonly commandLine: string;
  readonly initrd: RegEntry | undefined;
  /** Only for a crash kernel. */
  readonly crash?: {
    readonly elfCoreHeader: RegEntry;
    /** The high region first, the low one, if any, last. */
    readonly usable: readonly RegEntry[];
  };
}

/** Bytes that a new property and its name take. KT:kexec/libfdt/libfdt.h:fdt_prop_len. */
const propertyBudget = (name: string, size: number): number => name.length + 1 + 12 + ((size + 3) & ~3);

/** KT:kexec/dt-ops.c:dtb_set_property: reopen with room for one property, set it padded with NULs to whole words, pack. */
const kexecToolsSetProperty = (blob: Uint8Array, name: string, value: Uint8Array): Uint8Array => {
  const padded = new Uint8Array((value.length + 3) & ~3);
  padded.set(value);
  const nodeBudget = 16; // BEGIN_NODE "chosen" END_NODE, for a tree that has none
  const tree = FlatTree.open(
    blob,
    (FlatTree.open(blob).totalSize + nodeBudget + propertyBudget(name, padded.length) + 3) & ~3,
  );
  const chosen = tree.hasNode(CHOSEN) ? tree : tree.addSubnode('/', 'chosen');
  return chosen.setProperty(CHOSEN, name, padded).pack().toBytes();
};

/**
 * kexec-tools on arm64, kexec_load (`-c`): KT:kexec/arch/arm64/kexec-arm64.c:setup_2nd_dtb, then dtb_set_initrd or
 * dtb_clear_initrd.
 *
 * @param seed 8 bytes for a kaslr-seed that the running kernel wiped
 * @returns nothing where kexec-tools refuses because that seed was not wiped
 */
export const kexecToolsHandover = (
  fdt: Uint8Array,
  { commandLine, initrd, crash }: Handover,
  seed: Uint8Array,
): Uint8Array | undefined => {
  let blob = commandLine === '' ? fdt : kexecToolsSetProperty(fdt, 'bootargs', stringValue(commandLine));

  const cells = cellCounts(FlatTree.open(blob).toTree().root, { addressCells: 1, sizeCells: 1 });
  const values = {
    'linux,elfcorehdr': crash && addressRangesValue([crash.elfCoreHeader], cells),
    'linux,usable-memory-range': crash && addressRangesValue(crash.usable, cells),
  };
  let size = FlatTree.open(blob).totalSize;
  for (const [name, value] of Object.entries(values)) size += propertyBudget(name, value?.length ?? 16);

  let tree = FlatTree.open(blob, size);
  const oldSeed = tree.getProperty(CHOSEN, 'kaslr-seed');
  const hasSeed = oldSeed?.length === 8;
  if (hasSeed) {
    if (oldSeed.subarray(4).some((byte) => byte !== 0)) return undefined;
    tree = tree.overwriteProperty(CHOSEN, 'kaslr-seed', seed);
  }
  for (const [name, value] of Object.entries(values)) {
    if (value) tree = tree.setProperty(CHOSEN, name, value);
  }
  // Without a seed and without a crash kernel kexec-tools throws this copy away: there is nothing in it.
  if (hasSeed || crash) blob = tree.pack().toBytes();

  if (initrd === undefined) {
    // No pack here: the blob keeps its size and its last bytes appear twice.
    return FlatTree.open(blob)
      .deleteProperty(CHOSEN, 'linux,initrd-start')
      .deleteProperty(CHOSEN, 'linux,initrd-end')
      .toBytes();
  }
  blob = kexecToolsSetProperty(blob, 'linux,initrd-start', u64Value(initrd.address));
  return kexecToolsSetProperty(blob, 'linux,initrd-end', u64Value(initrd.address + initrd.size));
};

/** Random bytes of a kernel whose generator is ready. */
export interface Seeds {
  /** 8 bytes. */
  readonly kaslr: Uint8Array;
  /** 128 bytes. */
  readonly rng: Uint8Array;
}

const asNumber = (name: string, value: Uint8Array): bigint => {
  const property: Property = { name, value };
  return readCells(property).reduce((sum, cell) => (sum << 32n) | BigInt(cell), 0n);
};

/**
 * Linux 6.1 on arm64, kexec_file_load (`-s`): drivers/of/kexec.c:of_kexec_alloc_and_setup_fdt, then fdt_pack in
 * arch/arm64/kernel/machine_kexec_file.c.
 *
 * @param commandLine of `handover` undefined means that none was given
 * @param seeds undefined while the random number generator is not ready
 */
export const linuxHandover = (
  fdt: Uint8Array,
  { commandLine, initrd, crash }: Handover,
  seeds: Seeds | undefined,
): Uint8Array => {
  let tree = FlatTree.open(fdt, FlatTree.open(fdt).totalSize + commandLine.length + 0x1000);
  if (!tree.hasNode(CHOSEN)) tree = tree.addSubnode('/', 'chosen');
  tree = tree.deleteProperty(CHOSEN, 'linux,elfcorehdr').deleteProperty(CHOSEN, 'linux,usable-memory-range');

  const oldStart = tree.getProperty(CHOSEN, 'linux,initrd-start');
  const oldEnd = tree.getProperty(CHOSEN, 'linux,initrd-end');
  if (oldStart && oldEnd) {
    const address = asNumber('linux,initrd-start', oldStart);
    const size = asNumber('linux,initrd-end', oldEnd) - address;
    const exact = tree.deleteReservation({ address, size });
    tree =
      exact === tree
        ? tree.deleteReservation({ address, size: ((size + PAGE_SIZE - 1n) / PAGE_SIZE) * PAGE_SIZE })
        : exact;
  }

  tree = initrd
    ? tree
        .setProperty(CHOSEN, 'linux,initrd-start', u64Value(initrd.address))
        .setProperty(CHOSEN, 'linux,initrd-end', u64Value(initrd.address + initrd.size))
        .addReservation(initrd)
    : tree.deleteProperty(CHOSEN, 'linux,initrd-start').deleteProperty(CHOSEN, 'linux,initrd-end');

  if (crash) {
    const cells = cellCounts(tree.toTree().root);
    tree = tree
      .appendProperty(CHOSEN, 'linux,elfcorehdr', addressRangesValue([crash.elfCoreHeader], cells))
      .addReservation(crash.elfCoreHeader);
    for (const range of crash.usable) {
      tree = tree.appendProperty(CHOSEN, 'linux,usable-memory-range', addressRangesValue([range], cells));
    }
  }

  tree = tree.setProperty(CHOSEN, 'bootargs', stringValue(commandLine)).deleteProperty(CHOSEN, 'kaslr-seed');
  if (seeds) {
    tree = tree.setProperty(CHOSEN, 'kaslr-seed', seeds.kaslr).setProperty(CHOSEN, 'rng-seed', seeds.rng);
  }
  return tree.setProperty(CHOSEN, 'linux,booted-from-kexec', new Uint8Array()).pack().toBytes();
};

/** A blob with the values of its random seeds zeroed: chance, not behaviour. */
export const withoutSeeds = (blob: Uint8Array): Uint8Array => {
  let tree = FlatTree.open(blob);
  const chosen = tree.toTree().root.children.find(({ name }) => name === 'chosen');
  for (const name of ['kaslr-seed', 'rng-seed']) {
    const property = chosen && propertyOf(chosen, name);
    if (property) tree = tree.overwriteProperty(CHOSEN, name, new Uint8Array(property.value.length));
  }
  return tree.toBytes();
};
