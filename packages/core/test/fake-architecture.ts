/*
 * The smallest architecture that the kernel model runs on. Its only firmware is a JSON text in memory that lists the
 * RAM; a kernel that finds the text boots, and one that does not panics. Tests of the model use it, so that none of
 * them depends on how a real architecture behaves.
 */
import { ByteReader, FormatError } from '@warmboot/format';
import type { AddressRange } from '@warmboot/address';
import { alignUp, covers, GiB, MiB, rangeAt, SortedMap, TiB } from '@warmboot/address';
import { BUSY_SYSTEM_RAM } from '../src/resource/flags.js';
import { classifyLinuxName } from '../src/resource/classify.js';
import { destinationOf } from '../src/image/segment.js';
import type { ResourceTree } from '../src/resource/tree.js';
import { emptyResourceTree } from '../src/resource/tree.js';
import { firmwareMapOf } from '../src/memory/firmware-map.js';
import { firstAbsent } from '../src/device/platform.js';
import { makeResource } from '../src/resource/resource.js';
import { printIomem } from '../src/resource/iomem-text.js';
import { requestResource } from '../src/resource/request-resource.js';
import { SegmentList } from '../src/userspace/segment-list.js';
import { succeed, refuse } from '../src/answer/result.js';
import type { Architecture } from '../src/contract/architecture.js';
import type { EarlyBoot } from '../src/contract/early-boot.js';
import type { ImageFormat } from '../src/contract/image-format.js';
import type { KernelImage } from '../src/image/kernel-image.js';
import type { MemoryNotifier } from '../src/contract/memory-notifier.js';
import type { UserSpaceLoader } from '../src/contract/loaders.js';
import type { WarmbootPlugin } from '../src/contract/plugin.js';

import { PAGE_SIZE } from './page-size.js';

/** What the fake firmware, or the fake kexec tool, tells a kernel. */
interface Handover {
  readonly cmdline: string;
  /** RAM, ascending; half-open. */
  readonly ram: readonly AddressRange[];
}

/** The path under which a running kernel shows its own hand-over. */
const FAKE_HANDOVER_FILE = '/sys/firmware/fake/handover';

export const FAKE_BLOCK_SIZE = 128 * MiB;

/** Devices live below 4 GiB here, so RAM goes on above it. */
export const FAKE_DEVICE_HOLE: AddressRange = { start: 3 * GiB, end: 4 * GiB };

const FAKE_MAGIC = 0x454b_4146;

/** Address, from the start of RAM, at which the cold boot loader puts the kernel. */
const COLD_KERNEL_OFFSET = 16 * MiB;

const encode = (handover: Handover): Uint8Array => new TextEncoder().encode(JSON.stringify(handover));

const decode = (bytes: Uint8Array): Handover => JSON.parse(new TextDecoder().decode(bytes)) as Handover;

/** A kernel file of `size` bytes: the magic, then nothing. */
export const fakeKernelFile = (size: number): Uint8Array => {
  const bytes = new Uint8Array(size);
  new DataView(bytes.buffer).setUint32(0, FAKE_MAGIC, true);
  return bytes;
};

export const fakeKernel = (fileSize = 8 * MiB): KernelImage => ({ format: 'fake', fileSize });

const fakeImage: ImageFormat = {
  name: 'fake',
  recognise(bytes) {
    const looksRight =
      bytes.length >= 4 && new ByteReader(bytes, 'fake', 'little').u32(0, 'magic') === FAKE_MAGIC;
    return looksRight ? succeed(undefined) : refuse('ENOEXEC', 'the file does not begin with FAKE');
  },
  parse(bytes) {
    const magic = new ByteReader(bytes, 'fake', 'little').u32(0, 'magic');
    if (magic !== FAKE_MAGIC) {
      const found = `0x${magic.toString(16)}`;
      throw new FormatError({ format: 'fake', offset: 0, field: 'magic', found, allowed: 'FAKE' });
    }
    return fakeKernel(bytes.length);
  },
  fromRecord({ fileSize }) {
    if (typeof fileSize !== 'number') {
      const found = JSON.stringify(fileSize) ?? 'absent';
      throw new FormatError({ format: 'fake', field: 'fileSize', found, allowed: 'a number of bytes' });
    }
    return fakeKernel(fileSize);
  },
};

/** The lines `System RAM` of /proc/iomem that are not inside another one. */
const systemRamLines = (iomem: string): AddressRange[] =>
  [...iomem.matchAll(/^([0-9a-f]+)-([0-9a-f]+) : System RAM$/gm)].map(([, start, last]) => ({
    start: Number.parseInt(start!, 16),
    end: Number.parseInt(last!, 16) + 1,
  }));

/** Everything goes to the lowest hole of the System RAM that /proc/iomem shows; the hand-over lists that RAM. */
const fakeLoader: UserSpaceLoader = {
  load(machine, { kernel, initrd, cmdline, memMin, memMax }) {
    const ram = systemRamLines(printIomem(machine.iomem));
    const list = new SegmentList(ram, { memMin, memMax }, machine.memory.pageSize);
    const where = { align: PAGE_SIZE, min: 0, max: Infinity, direction: 'lowest' } as const;
    const handover = encode({ cmdline, ram });
    const wanted = [
      { kind: 'kernel', bufsz: kernel.fileSize, memsz: kernel.fileSize },
      ...(initrd === undefined
        ? []
        : [{ kind: 'initrd', bufsz: initrd.fileSize, memsz: initrd.fileSize } as const]),
      { kind: 'setup_data', bufsz: handover.length, memsz: handover.length, bytes: handover },
    ] as const;
    for (const content of wanted) {
      const placed = list.addBuffer({ ...content, ...where });
      if (!placed.ok) return { ok: false, status: 1, output: placed.output };
    }
    const entry = list.toRaw().find(({ kind }) => kind === 'kernel')!.mem;
    return { ok: true, entry, segments: list.toRaw(), verifiesDigest: false, output: list.warnings };
  },
};

/** RAM of a machine with `memorySize` bytes: around the device hole, without a gap elsewhere. */
const fakeRam = (memorySize: number): AddressRange[] => {
  const below = Math.min(memorySize, FAKE_DEVICE_HOLE.start);
  const above = memorySize - below;
  return [rangeAt(0, below), ...(above === 0 ? [] : [rangeAt(FAKE_DEVICE_HOLE.end, above)])];
};

/** System RAM with the running kernel inside. */
const iomemOf = (ram: readonly AddressRange[], kernelCode: AddressRange): ResourceTree => {
  const { root } = emptyResourceTree();
  const lines = ram.map(
    (range) => [range.start, makeResource({ ...range, name: 'System RAM', flags: BUSY_SYSTEM_RAM })] as const,
  );
  const tree: ResourceTree = { root: { ...root, children: SortedMap.of(lines) } };
  const holder = ram.find((range) => covers(range, kernelCode));
  if (holder === undefined) return tree;
  const code = makeResource({ ...kernelCode, name: 'Kernel code', flags: BUSY_SYSTEM_RAM });
  const placed = requestResource(tree, code, [holder.start]);
  if (!placed.ok) throw new TypeError(`the kernel meets ${placed.conflict.name}`);
  return placed.tree;
};

const fakeEarlyBoot = (ramOf: (memorySize: number) => readonly AddressRange[]): EarlyBoot => ({
  jump({ platform }, { segments }) {
    for (const segment of segments) {
      const address = firstAbsent(platform, destinationOf(segment));
      if (address !== undefined)
        return { outcome: 'hang', reason: 'copied to where no memory answers', address };
    }
    return { outcome: 'arrived' };
  },
  boot({ segments, kernelAt, kernel }) {
    const bytes = segments.find(({ kind }) => kind === 'setup_data')?.bytes;
    if (bytes === undefined) return { outcome: 'panic', reason: 'there is no hand-over' };
    const { cmdline, ram } = decode(bytes);
    const initrd = segments.find(({ kind }) => kind === 'initrd');
    return {
      outcome: 'booted',
      kernel: {
        cmdline,
        isCapture: false,
        kernelAt,
        ram,
        iomem: iomemOf(ram, rangeAt(kernelAt, kernel.fileSize)),
        firmwareMap: firmwareMapOf(ram.map((range) => ({ range, type: 'System RAM' }))),
        memblock: undefined,
        crashRegion: undefined,
        crashLowRegion: undefined,
        initrd: initrd && rangeAt(initrd.mem, initrd.bufsz),
        files: new Map([[FAKE_HANDOVER_FILE, bytes]]),
        acpi: true,
      },
    };
  },
  coldStart({ memorySize, maxMemory, cmdline, kernel, hypervisor, nodes }) {
    const ram = ramOf(memorySize);
    const bytes = encode({ cmdline, ram });
    const kernelAt = ram[0]!.start + COLD_KERNEL_OFFSET;
    const at = kernelAt + alignUp(kernel.fileSize, PAGE_SIZE);
    return succeed({
      platform: {
        bootRam: ram,
        dimms: new Map(),
        hotplug:
          maxMemory === undefined
            ? { available: false, reason: 'no room was set aside' }
            : { available: true },
        hypervisor,
        nodes,
      },
      kernel,
      kernelAt,
      sections: [{ name: 'Kernel code', start: 0, end: kernel.fileSize }],
      segments: [
        { kind: 'setup_data', mem: at, memsz: alignUp(bytes.length, PAGE_SIZE), bufsz: bytes.length, bytes },
      ],
      files: new Map(),
    });
  },
});

/** What a test may want to have different. */
export interface FakeArchitectureOptions {
  /** Where the RAM of a machine with that many bytes is; below and above the devices unless told. */
  readonly ram?: (memorySize: number) => readonly AddressRange[];
  readonly notifiers?: readonly MemoryNotifier[];
}

export const fakeArchitecture = ({
  ram = fakeRam,
  notifiers = [],
}: FakeArchitectureOptions = {}): Architecture => ({
  name: 'fake',
  aliases: [],
  memory: {
    pageSize: PAGE_SIZE,
    sectionSize: FAKE_BLOCK_SIZE,
    physicalLimit: 256 * TiB,
    keepsMemblock: false,
    blockSize: () => FAKE_BLOCK_SIZE,
    zones: () => [
      { name: 'DMA32', end: 4 * GiB },
      { name: 'Normal', end: Infinity },
    ],
    hotplugRange: () => ({ start: 0, end: 256 * TiB }),
  },
  resourceNames: {
    classify: classifyLinuxName,
    kernelSections: ['Kernel code'],
    kernelBase: ([code]) => code!.start,
  },
  kexec: {
    archFlag: 0x7fff_0000,
    preserveContext: false,
    destinationLimit: 2n ** 64n - 1n,
    controlPageSize: PAGE_SIZE,
    crashMemoryAlign: PAGE_SIZE,
  },
  images: [fakeImage],
  userSpaceLoader: fakeLoader,
  earlyBoot: fakeEarlyBoot(ram),
  notifiers,
});

/** The fake architecture as a package would bring it. */
export const fakePlugin = (options: FakeArchitectureOptions = {}): WarmbootPlugin => ({
  name: 'fake-plugin',
  description: 'an architecture for tests',
  interfaceVersion: 1,
  register: (context) => context.architecture(fakeArchitecture(options)),
});
