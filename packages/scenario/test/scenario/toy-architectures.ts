/*
 * Three toy architectures, so that the tests of scenarios depend on no real one. All load the kernel into System RAM
 * and hand over nothing but a list of RAM. They differ as architectures do: `toy` hangs when a destination is gone, and
 * `brittle` also resets when the list names memory that is gone. `stubborn` loads high, lists the RAM of its board
 * alone, and lets no memory go offline.
 */
import type { AddressRange } from '@warmboot/address';
import { GiB, KiB, MiB, SortedMap, TiB, rangeAt } from '@warmboot/address';
import type {
  Architecture,
  EarlyBoot,
  HoleDirection,
  MemoryNotifier,
  ReferenceMachine,
  UserSpaceLoader,
  WarmbootPlugin,
} from '@warmboot/core';
import { Framework, destinationOf, done, succeed, platforms } from '@warmboot/core';
import { resources, notify, toolRun } from '@warmboot/core/plugin';

/** In what the toys differ. */
interface Traits {
  readonly pageSize: number;
  readonly brittle: boolean;
  readonly direction: HoleDirection;
  readonly listsHotAdded: boolean;
  readonly notifiers: readonly MemoryNotifier[];
}

const PLAIN: Traits = {
  pageSize: 4 * KiB,
  brittle: false,
  direction: 'lowest',
  listsHotAdded: true,
  notifiers: [],
};

const STUBBORN: Traits = {
  ...PLAIN,
  direction: 'highest',
  listsHotAdded: false,
  notifiers: [
    {
      name: 'mule_notifier',
      priority: 0,
      notify(transition, { event, startPfn }) {
        if (event !== 'MEM_GOING_OFFLINE') return notify.OK;
        transition.say('warn', `mule: pfn ${startPfn} stays`);
        return notify.BAD;
      },
    },
  ],
};

const BLOCK_SIZE = 128 * MiB;

const encode = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));

const decode = (bytes: Uint8Array): { readonly cmdline: string; readonly ram: readonly AddressRange[] } =>
  JSON.parse(new TextDecoder().decode(bytes)) as { cmdline: string; ram: AddressRange[] };

const loader = ({ pageSize, direction, listsHotAdded }: Traits): UserSpaceLoader => ({
  direction,
  load(machine, { kernel, initrd, cmdline, memMin, memMax }) {
    const ram = [...machine.iomem.root.children.values()]
      .filter(({ name }) => name === 'System RAM')
      .map(({ start, end }) => ({ start, end }));
    const list = new toolRun.SegmentList(ram, { memMin, memMax }, pageSize);
    const bytes = encode({ cmdline, ram: listsHotAdded ? ram : machine.platform.bootRam });
    const contents = [
      { kind: 'kernel' as const, bufsz: kernel.fileSize, memsz: kernel.fileSize },
      ...(initrd === undefined
        ? []
        : [{ kind: 'initrd' as const, bufsz: initrd.fileSize, memsz: initrd.fileSize }]),
      { kind: 'setup_data' as const, bufsz: bytes.length, memsz: bytes.length, bytes },
    ];
    for (const content of contents) {
      const placed = list.addBuffer({
        ...content,
        align: pageSize,
        min: 0,
        max: Infinity,
        direction,
      });
      if (!placed.ok) return { ok: false, status: 1, output: placed.output };
    }
    const segments = list.toRaw();
    const entry = segments.find(({ kind }) => kind === 'kernel')!.mem;
    return { ok: true, entry, segments, verifiesDigest: false, output: [] };
  },
});

const earlyBoot = ({ pageSize, brittle }: Traits): EarlyBoot => ({
  jump({ platform }, { segments }) {
    for (const segment of segments) {
      const address = platforms.firstAbsent(platform, destinationOf(segment));
      if (address !== undefined) return { outcome: 'hang', reason: 'nothing answers there', address };
    }
    return { outcome: 'arrived' };
  },
  boot({ platform, segments, kernelAt }) {
    const { cmdline, ram } = decode(segments.find(({ kind }) => kind === 'setup_data')!.bytes!);
    const missing = ram.some((range) => platforms.firstAbsent(platform, range) !== undefined);
    if (brittle && missing) return { outcome: 'reset', reason: 'the hand-over names memory that is gone' };
    const present = ram.filter((range) => platforms.firstAbsent(platform, range) === undefined);
    const { root } = resources.empty();
    const lines = present.map(
      (range) =>
        [
          range.start,
          resources.make({ ...range, name: 'System RAM', flags: resources.BUSY_SYSTEM_RAM }),
        ] as const,
    );
    return {
      outcome: 'booted',
      kernel: {
        cmdline,
        isCapture: false,
        kernelAt,
        ram: present,
        iomem: { root: { ...root, children: SortedMap.of(lines) } },
        firmwareMap: undefined,
        memblock: undefined,
        crashRegion: undefined,
        crashLowRegion: undefined,
        initrd: undefined,
        files: new Map(),
        acpi: false,
      },
    };
  },
  coldStart({ memorySize, maxMemory, cmdline, kernel, hypervisor, nodes }) {
    const bootRam = [rangeAt(0, memorySize)];
    const bytes = encode({ cmdline, ram: bootRam });
    return succeed({
      platform: {
        bootRam,
        dimms: new Map(),
        hotplug: maxMemory === undefined ? { available: false, reason: 'no slots' } : { available: true },
        hypervisor,
        nodes,
      },
      kernel,
      kernelAt: 16 * MiB,
      sections: [],
      segments: [{ kind: 'setup_data', mem: 32 * MiB, memsz: pageSize, bufsz: bytes.length, bytes }],
      files: new Map(),
    });
  },
});

const referenceMachine: ReferenceMachine = {
  firmwares: ['rom'],
  cmdline: 'console=toy',
  kernel: { format: 'toy', file_size: 8 * MiB },
  initrd: { fileSize: MiB },
  purgatory: { bufsz: 0, memsz: 0 },
  kernelPurgatory: undefined,
  deviceMemoryBase: (platform) => Math.max(4 * GiB, platforms.installedRam(platform)[0]?.end ?? 0),
};

const toy = (name: string, alias: string, traits: Traits): Architecture => ({
  name,
  aliases: [alias],
  memory: {
    pageSize: traits.pageSize,
    sectionSize: BLOCK_SIZE,
    physicalLimit: 64 * TiB,
    keepsMemblock: false,
    blockSize: () => BLOCK_SIZE,
    zones: () => [{ name: 'Normal', end: Infinity }],
    hotplugRange: () => ({ start: 0, end: 64 * TiB }),
  },
  resourceNames: { classify: resources.classify, kernelSections: [], kernelBase: () => 0 },
  kexec: {
    archFlag: 0x7fff_0000,
    preserveContext: false,
    destinationLimit: 2n ** 64n - 1n,
    controlPageSize: traits.pageSize,
    crashMemoryAlign: traits.pageSize,
  },
  images: [
    {
      name: 'toy',
      needs: ({ fileSize }) => ({ size: fileSize, align: MiB }),
      recognise: () => done,
      parse: ({ length }) => ({ format: 'toy', fileSize: length }),
      fromRecord: ({ file_size: fileSize }) => ({ format: 'toy', fileSize: Number(fileSize) }),
    },
  ],
  userSpaceLoader: loader(traits),
  earlyBoot: earlyBoot(traits),
  notifiers: traits.notifiers,
  referenceMachine,
});

/** All toys. */
export const toyPlugin: WarmbootPlugin = {
  name: 'toys',
  description: 'architectures for tests',
  interfaceVersion: 1,
  register(context) {
    context.architecture(toy('toy', 'plaything', PLAIN));
    context.architecture(toy('brittle', 'glass', { ...PLAIN, brittle: true }));
    context.architecture(toy('stubborn', 'mule', STUBBORN));
  },
};

/** All toys in a framework of their own. */
export const toyFramework = (): Framework => new Framework([toyPlugin]);
