import type { AddressRange } from '@warmboot/address';
import type {
  Action,
  AddressText,
  KexecImageType,
  KexecLoadCall,
  LoadPath,
  LoadRequest,
  Machine,
} from '@warmboot/core';
import { addressNames, kexecTools, uapi } from '@warmboot/core';

import type { AtomicStep, Constants, StepContext } from '../model/actor.js';
import type { Footprint, StateComponent } from '../model/footprint.js';
import { WHOLE_MACHINE } from '../model/footprint.js';
import type { Json } from '../model/json.js';
import type { RebootRun } from './reboot.js';
import { Reboot } from './reboot.js';
import { addressIn, deviceIn } from './option-schema.js';

/** Where one run of kexec(8) is. Between its steps the machine may become another. */
export type ToolRun =
  | { readonly at: 'idle' }
  | { readonly at: 'read'; readonly seen: Machine }
  | { readonly at: 'chosen'; readonly call: KexecLoadCall }
  /** Its system call holds the kexec lock; kexec_file_load has nothing to pass on. */
  | { readonly at: 'entered'; readonly call?: KexecLoadCall }
  /** A policy makes loading and jumping one call: it reboots. */
  | { readonly at: 'reboot'; readonly run: RebootRun }
  | { readonly at: 'done'; readonly loaded: boolean };

export const IDLE: ToolRun = { at: 'idle' };

/** What the run is to load, and how. */
export interface ToolOptions {
  readonly path?: LoadPath;
  readonly image?: KexecImageType;
  /** Nothing may be placed outside of this memory: a device, or `boot`. Only kexec_load looks at it. */
  readonly within?: string;
  /** --mem-min and --mem-max, instead. */
  readonly 'mem-min'?: AddressText;
  readonly 'mem-max'?: AddressText;
  /** A tool that knows nothing of what policies ask of tools. */
  readonly old?: boolean;
}

/** Members of {@link ToolOptions} as JSON Schemas. */
export const toolOptions = (devices: readonly string[]) => ({
  path: { enum: ['kexec_load', 'kexec_file_load', 'auto'], description: 'The system call.' },
  image: { enum: ['normal', 'crash'], description: 'Which image.' },
  within: deviceIn([addressNames.BOOT_MEMORY, ...devices]),
  'mem-min': addressIn(devices),
  'mem-max': addressIn(devices),
  old: { type: 'boolean', description: 'A tool that knows nothing of what policies ask of tools.' },
});

const SEES: readonly StateComponent[] = ['iomem', 'firmwareMap', 'kernel', 'files', 'kexec'];
const CALL_READS: readonly StateComponent[] = [
  'memory',
  'memblock',
  'kexec',
  'iomem',
  'locks',
  'platform',
  'files',
  'kernel',
];

/** A load whose reboot was refused has loaded all the same. */
const afterReboot = (run: RebootRun | undefined): ToolRun =>
  run === undefined ? { at: 'done', loaded: true } : { at: 'reboot', run };

/** kexec(8) as a sequence of atomic steps. */
export class Tool {
  readonly #constants: Constants;
  readonly #options: ToolOptions;
  readonly #self: StateComponent;
  readonly #reboot: Reboot;
  readonly #name: string;
  readonly path: LoadPath;
  readonly image: KexecImageType;

  constructor(constants: Constants, actor: string, options: ToolOptions) {
    this.#constants = constants;
    this.#options = options;
    this.#self = `actor:${actor}`;
    this.#reboot = new Reboot(constants, this.#self);
    this.#name = actor;
    this.image = options.image ?? 'normal';
    const wanted = constants.policies.findLast(({ userSpace }) => userSpace?.path !== undefined)?.userSpace
      ?.path;
    const asked = options.path ?? 'kexec_load';
    this.path = options.old === true || wanted === undefined || this.image === 'crash' ? asked : wanted;
  }

  /** Where all of an image can lie; undefined where it is searched for in all memory. */
  loadsWithin({ kexec }: Machine): readonly AddressRange[] | undefined {
    if (this.image === 'crash')
      return [kexec.crashRegion, kexec.crashLowRegion].filter((region) => region !== undefined);
    const { 'mem-min': least, 'mem-max': most } = this.#bounds;
    if (this.path !== 'kexec_load' || least === undefined || most === undefined) return undefined;
    return [{ start: this.#address(least), end: this.#address(most) + 1 }];
  }

  /** What a run may touch from where it is to its end. */
  future(run: ToolRun): Footprint {
    if (run.at === 'done') return { reads: [], writes: [] };
    const call = this.#callFootprint();
    return { reads: [...new Set([...SEES, ...call.reads])], writes: call.writes };
  }

  /** The next step of the run, wrapped into the local state of the actor. */
  step<L>(run: ToolRun, machine: Machine, wrap: (next: ToolRun) => L): AtomicStep<L> | undefined {
    switch (run.at) {
      case 'idle':
        return this.path === 'kexec_load' ? this.#read(wrap) : this.#enter(undefined, wrap);
      case 'read':
        return this.#choose(run.seen, wrap);
      case 'chosen':
        return this.#enter(run.call, wrap);
      case 'entered':
        return run.call === undefined ? this.#loadFile(wrap) : this.#call(run.call, wrap);
      case 'reboot':
        return this.#reboot.next(run.run, machine, (next) => wrap(afterReboot(next)));
      case 'done':
        return undefined;
    }
  }

  /** What the run has to wait with. */
  blocked(run: ToolRun, machine: Machine): Action | undefined {
    return run.at === 'reboot' ? this.#reboot.blocked(run.run, machine) : undefined;
  }

  #read<L>(wrap: (next: ToolRun) => L): AtomicStep<L> {
    const file = this.#constants.kernel.architecture.memory.keepsMemblock
      ? '/proc/iomem'
      : '/sys/firmware/memmap and /proc/iomem';
    return {
      id: 'read',
      label: `reads ${file}`,
      footprint: { reads: [...SEES, this.#self], writes: [this.#self] },
      written: { 'load-begin': { as: this.#name, ...this.#words() } },
      perform: ({ machine }) => wrap({ at: 'read', seen: machine }),
    };
  }

  #choose<L>(seen: Machine, wrap: (next: ToolRun) => L): AtomicStep<L> {
    return {
      id: 'choose',
      label: 'chooses where the segments go',
      footprint: { reads: [this.#self], writes: [this.#self] },
      written: { 'load-choose': this.#name },
      perform: () => {
        const chosen = kexecTools.choose(this.#constants.kernel.architecture, seen, this.#request(seen));
        return wrap(chosen.ok ? { at: 'chosen', call: chosen.call } : { at: 'done', loaded: false });
      },
    };
  }

  /** The system call begins: it is long enough for others to meet its lock. */
  #enter<L>(call: KexecLoadCall | undefined, wrap: (next: ToolRun) => L): AtomicStep<L> {
    const name = call === undefined ? 'kexec_file_load' : 'kexec_load';
    return {
      id: 'enter',
      label: `calls ${name}, which takes the kexec lock`,
      footprint: { reads: ['kexec', 'locks', this.#self], writes: ['kexec', 'locks', this.#self] },
      written: {
        'load-enter': call === undefined ? { as: this.#name, call: '-s', ...this.#words() } : this.#name,
      },
      perform: (context) => {
        const { ok } = context.apply<'load-enter'>({ kind: 'load-enter', image: this.image, call: name });
        if (!ok) return wrap({ at: 'done', loaded: false });
        return wrap(call === undefined ? { at: 'entered' } : { at: 'entered', call });
      },
    };
  }

  #call<L>(call: KexecLoadCall, wrap: (next: ToolRun) => L): AtomicStep<L> {
    return {
      id: 'call',
      label: `loads the image${this.#jumps ? ', and reboots in the same call' : ''}`,
      footprint: this.#callFootprint(),
      written: { 'load-finish': this.#name },
      perform: (context) => {
        const { ok } = context.apply<'raw-load'>({ kind: 'raw-load', call, entered: true });
        return wrap(this.#loaded(context, ok));
      },
    };
  }

  #loadFile<L>(wrap: (next: ToolRun) => L): AtomicStep<L> {
    return {
      id: 'file-load',
      label: `places and loads the image${this.#jumps ? ', and reboots in the same call' : ''}`,
      footprint: this.#callFootprint(),
      written: { 'load-finish': this.#name },
      perform: (context) => {
        const flags = this.image === 'crash' ? uapi.KEXEC_FILE_ON_CRASH : 0;
        const request = this.#request(context.machine);
        const load = { kind: 'file-load', call: { flags, request }, entered: true } as const;
        const { ok } = context.apply<'file-load'>(load);
        return wrap(this.#loaded(context, ok));
      },
    };
  }

  #loaded(context: StepContext, loaded: boolean): ToolRun {
    if (!loaded || !this.#jumps) return { at: 'done', loaded };
    return afterReboot(context.apply<'reboot-begin'>({ kind: 'reboot-begin' }).ok ? 'begun' : undefined);
  }

  get #jumps(): boolean {
    return (
      this.image === 'normal' &&
      this.#options.old !== true &&
      this.#constants.policies.some(({ userSpace }) => userSpace?.loadsAndJumps === true)
    );
  }

  #callFootprint(): Footprint {
    if (this.#jumps)
      return { reads: [...WHOLE_MACHINE.reads, this.#self], writes: [...WHOLE_MACHINE.writes, this.#self] };
    return { reads: [...CALL_READS, this.#self], writes: ['kexec', 'locks', this.#self] };
  }

  /** The bounds as they are written, inclusive. */
  get #bounds(): { readonly 'mem-min'?: AddressText; readonly 'mem-max'?: AddressText } {
    const { within, 'mem-min': least, 'mem-max': most } = this.#options;
    if (within !== undefined) return { 'mem-min': within, 'mem-max': `${within}.last` };
    return {
      ...(least === undefined ? {} : { 'mem-min': least }),
      ...(most === undefined ? {} : { 'mem-max': most }),
    };
  }

  /** What a scenario says of the run. */
  #words(): Readonly<Record<string, Json>> {
    return { ...(this.image === 'crash' ? { panic: true } : {}), ...this.#bounds };
  }

  #address(text: AddressText): number {
    return Number(addressNames.address(text, (name) => this.#constants.memory(name)));
  }

  #request(machine: Machine): LoadRequest {
    const { 'mem-min': least, 'mem-max': most } = this.#bounds;
    return this.#constants.request(machine, {
      type: this.image,
      ...(least === undefined ? {} : { memMin: this.#address(least) }),
      ...(most === undefined ? {} : { memMax: this.#address(most) }),
    });
  }
}
