import { refuse, succeed } from '@warmboot/core';
import { notify } from '@warmboot/core/plugin';
import type { Fault } from './faulty-arm64.js';
import { faulty, sound } from './faulty-arm64.js';

const { userSpaceLoader, fileLoader, earlyBoot, memory, referenceMachine } = sound;

const loader = (change: (load: ReturnType<NonNullable<typeof userSpaceLoader>['load']>) => unknown) =>
  faulty(() => ({
    userSpaceLoader: {
      load: (machine, request) => change(userSpaceLoader!.load(machine, request)) as never,
    },
  }));

type Loaded = Extract<ReturnType<NonNullable<typeof userSpaceLoader>['load']>, { ok: true }>;

/** A loader whose first segment is another. */
const firstSegment = (change: (segment: Loaded['segments'][number]) => Loaded['segments'][number]) =>
  loader((load) =>
    load.ok
      ? { ...load, segments: load.segments.map((one, index) => (index === 0 ? change(one) : one)) }
      : load,
  );

let calls = 0;

/** Faults in placement, hand-over, boot and hotplug. */
export const KEXEC_FAULTS: readonly Fault[] = [
  [
    'segments off the page',
    () => firstSegment((segment) => ({ ...segment, mem: segment.mem + 0x800n })),
    /its ends are not whole pages\. To mend it: align addresses/,
  ],
  [
    'a segment outside of memory',
    () => firstSegment((segment) => ({ ...segment, mem: 0x10_0000_0000n })),
    /is not in System RAM of \/proc\/iomem\. To mend it: search in the ranges/,
  ],
  [
    'segments that overlap',
    () =>
      loader((load) =>
        load.ok
          ? { ...load, segments: load.segments.map((one) => ({ ...one, mem: load.segments[0]!.mem })) }
          : load,
      ),
    /overlaps the .* segment.*To mend it: take what is placed out of what is searched/,
  ],
  [
    'more bytes than room',
    () => firstSegment((segment) => ({ ...segment, bufsz: segment.memsz + 1n })),
    /give memsz the room and bufsz the bytes/,
  ],
  [
    'an entry point nowhere',
    () => loader((load) => (load.ok ? { ...load, entry: 0n } : load)),
    /the entry point 0x0 is in no segment\. To mend it: enter the kernel or the purgatory/,
  ],
  [
    'a loader that forgets the kernel',
    () =>
      loader((load) =>
        load.ok ? { ...load, segments: load.segments.filter(({ kind }) => kind !== 'kernel') } : load,
      ),
    /place the kernel as a segment of kind 'kernel'/,
  ],
  [
    'a loader that throws instead of refusing',
    () =>
      faulty(() => ({
        userSpaceLoader: {
          load: (machine, request) => {
            const load = userSpaceLoader!.load(machine, request);
            if (!load.ok) throw new Error('no room');
            return load;
          },
        },
      })),
    /userSpaceLoader\.load throws Error: no room\. To mend it: return \{ ok: false/,
  ],
  [
    'a refusal without a line',
    () => loader((load) => (load.ok ? load : { ok: false, status: 1, output: [] })),
    /refuses with status 1 and 0 lines\. To mend it: give the exit status of the tool, and the lines/,
  ],
  [
    'a loader that does not look at the bounds',
    () =>
      faulty(() => ({
        userSpaceLoader: {
          load: (machine, request) =>
            userSpaceLoader!.load(machine, { ...request, memMin: 0, memMax: Infinity }),
        },
      })),
    /is outside --mem-min=.* To mend it: give the bounds of the request to toolRun.SegmentList/,
  ],
  [
    'a loader with a memory of its own',
    () =>
      loader((load) => {
        calls += 1;
        return load.ok ? { ...load, output: [`load number ${calls}`] } : load;
      }),
    /the second load of the same kernel differs from the first\. To mend it: keep nothing between calls/,
  ],
  [
    'a loader that changes the machine',
    () =>
      faulty(() => ({
        userSpaceLoader: {
          load: (machine, request) => {
            (machine.files as Map<string, Uint8Array>).set(`/tmp/${calls++}`, new Uint8Array(1));
            return userSpaceLoader!.load(machine, request);
          },
        },
      })),
    /the machine is another after a load was prepared\. To mend it: copy what you change/,
  ],
  [
    'a probe with the wrong errno',
    () => faulty(() => ({ fileLoader: { ...fileLoader!, probe: () => refuse('ENOMEM', 'no') } })),
    /refuses with ENOMEM .* To mend it: use ENOEXEC or EINVAL/,
  ],
  [
    'a probe that takes strangers',
    () => faulty(() => ({ fileLoader: { ...fileLoader!, probe: () => succeed(undefined) } })),
    /it takes a kernel of another format\. To mend it: compare kernel\.format/,
  ],
  [
    'a kernel-side loader that places by half pages',
    () =>
      faulty(() => ({
        fileLoader: {
          ...fileLoader!,
          load: (machine, request, buffers, profile) => {
            const entry = fileLoader!.load(machine, request, buffers, profile);
            const [kernel] = buffers.segments;
            if (kernel !== undefined) buffers.replace(0, { ...kernel, mem: kernel.mem + 0x800 });
            return entry;
          },
        },
      })),
    /no version loads the ordinary kernel .* To mend it: place it, or leave fileLoader out/,
  ],
  [
    'a hand-over without the command line',
    () =>
      faulty(() => ({
        userSpaceLoader: {
          load: (machine, request) => userSpaceLoader!.load(machine, { ...request, cmdline: 'quiet' }),
        },
      })),
    /write the request's cmdline into what is handed over/,
  ],
  [
    'a boot that throws for a missing hand-over',
    () =>
      faulty(() => ({
        earlyBoot: {
          ...earlyBoot!,
          boot: (input) => {
            const dtb = input.segments.find(({ kind }) => kind === 'dtb')!;
            return dtb.bytes === undefined ? earlyBoot!.boot(input) : earlyBoot!.boot(input);
          },
        },
      })),
    /earlyBoot\.boot without a hand-over throws TypeError.*To mend it: return \{ outcome: 'panic'/,
  ],
  [
    'a boot that needs no hand-over',
    () =>
      faulty(() => {
        let last: ReturnType<NonNullable<typeof earlyBoot>['boot']> | undefined;
        return {
          earlyBoot: {
            ...earlyBoot!,
            boot: (input) => {
              const outcome = earlyBoot!.boot(input);
              if (outcome.outcome === 'booted') last = outcome;
              return last ?? outcome;
            },
          },
        };
      }),
    /a kernel without a hand-over comes to another end after one that had one/,
  ],
  [
    'a kernel that runs elsewhere',
    () =>
      faulty(() => ({
        earlyBoot: {
          ...earlyBoot!,
          boot: (input) => {
            const outcome = earlyBoot!.boot(input);
            return outcome.outcome === 'booted'
              ? {
                  ...outcome,
                  kernel: { ...outcome.kernel, kernelAt: outcome.kernel.kernelAt + memory.pageSize },
                }
              : outcome;
          },
        },
      })),
    /and says that it runs at .* To mend it: give kernelAt of the input back/,
  ],
  [
    'a jump that always arrives',
    () => faulty(() => ({ earlyBoot: { ...earlyBoot!, jump: () => ({ outcome: 'arrived' }) } })),
    /the jump arrives, though nothing answers .* To mend it: look at every destination with firstAbsent/,
  ],
  [
    'firmware that does not start',
    () =>
      faulty(() => ({
        referenceMachine: { ...referenceMachine!, firmwares: ['efi', 'bios'] },
      })),
    /firmware bios/,
  ],
  [
    'a machine that takes any firmware',
    () =>
      faulty(() => ({
        earlyBoot: {
          ...earlyBoot!,
          coldStart: (request) => earlyBoot!.coldStart!({ ...request, firmware: 'efi' }),
        },
      })),
    /it starts with firmware "no such firmware"\. To mend it: return refuse\('EINVAL', reason\)/,
  ],
  [
    'a notifier that vetoes a cancel',
    () =>
      faulty(() => ({
        notifiers: [
          {
            name: 'stubborn',
            priority: 0,
            notify: (transition, { event }) => {
              transition.say('warn', 'no');
              return event === 'MEM_CANCEL_OFFLINE' ? notify.BAD : 1;
            },
          },
        ],
      })),
    /notifier stubborn vetoes MEM_CANCEL_OFFLINE, which nobody can take back\. To mend it: answer NOTIFY_OK/,
  ],
  [
    'a notifier that vetoes in silence',
    () => faulty(() => ({ notifiers: [{ name: 'mute', priority: 0, notify: () => notify.BAD }] })),
    /notifier mute vetoes MEM_GOING_ONLINE without a line in the log\. To mend it: say why/,
  ],
  [
    'a range of hotplug beyond all addresses',
    () => faulty(() => ({ memory: { ...memory, hotplugRange: () => ({ start: 0, end: 2 ** 52 }) } })),
    /return whole pages, not beyond physicalLimit/,
  ],
  [
    'devices inside a block',
    () =>
      faulty(() => ({
        referenceMachine: { ...referenceMachine!, deviceMemoryBase: () => 0x8100_0000 },
      })),
    /deviceMemoryBase is 0x81000000, inside a memory block\. To mend it: align it/,
  ],
];
