import type {
  Architecture,
  DescribedMachine,
  ExtensionPoint,
  Kernel,
  LoadFacts,
  LoadRequest,
  Machine,
  WarmbootPlugin,
} from '@warmboot/core';
import { describedMachine, extend, Framework, kexecTools, platforms } from '@warmboot/core';
import { humanSize } from '@warmboot/address';
import type { ImageSample } from '../check/image-format.js';

/** What the kit may try an architecture with, beside what the architecture itself has. */
export interface ArchitectureOptions {
  /** Its name, where the plugin brings several. */
  readonly architecture?: string;
  /** Files by the name of their image format. */
  readonly images?: Readonly<Record<string, readonly ImageSample[]>>;
  /** Plugins that it needs beside itself, such as firmware. */
  readonly plugins?: readonly WarmbootPlugin[];
  /** A machine and files to load on it, where the architecture has no ordinary machine of its own. */
  readonly machine?: (kernel: Kernel) => { readonly machine: Machine; readonly facts: LoadFacts };
}

/** A machine that is up, and what can be loaded on it. */
export interface Started {
  readonly kernel: Kernel;
  readonly machine: Machine;
  readonly facts: LoadFacts;
}

/** The command line of what the kit loads: told from any other. */
export const KIT_CMDLINE = 'console=kit conformance=1';

/** An architecture under examination. */
export class ArchitectureSubject {
  readonly plugin: WarmbootPlugin;
  readonly options: ArchitectureOptions;
  #trouble: { readonly why: string | undefined } | undefined;

  constructor(plugin: WarmbootPlugin, options: ArchitectureOptions = {}) {
    this.plugin = plugin;
    this.options = options;
  }

  /** A framework of its own, with the plugin in it. */
  framework(): Framework {
    return new Framework([...(this.options.plugins ?? []), this.plugin]);
  }

  get architecture(): Architecture {
    const { architectures } = this.framework();
    const wanted = this.options.architecture;
    const brought = architectures
      .all()
      .filter((one) => architectures.originOf(one.name) === this.plugin.name)
      .find(({ name }) => wanted === undefined || name === wanted);
    if (brought === undefined) {
      throw new TypeError(
        `plugin ${this.plugin.name} registers no architecture${wanted === undefined ? '' : ` ${wanted}`}`,
      );
    }
    return brought;
  }

  /** What it brings beside the architecture. */
  get brought(): {
    readonly actions: readonly extend.Action[];
    readonly providers: readonly extend.Provider[];
  } {
    const framework = this.framework();
    const own = <T extends { readonly name: string }>(point: ExtensionPoint<T>): readonly T[] => {
      const parts = framework.parts(point);
      return parts.all().filter(({ name }) => parts.originOf(name) === this.plugin.name);
    };
    return { actions: own(extend.ACTION), providers: own(extend.PROVIDER) };
  }

  /** Every kernel profile that the plugin runs under. */
  get profiles(): readonly string[] {
    return this.framework()
      .profiles.all()
      .map(({ name }) => name);
  }

  /** Page sizes that it can be built with, in bytes. A machine of the kit's user runs the usual build. */
  get pageSizes(): readonly number[] {
    const { builds, memory } = this.architecture;
    return this.options.machine === undefined ? (builds?.pageSizes ?? [memory.pageSize]) : [memory.pageSize];
  }

  /** @param pageSize of the build; the usual one where absent */
  kernel(profile?: string, pageSize?: number): Kernel {
    const { name } = this.architecture;
    return this.framework().kernel({
      architecture: name,
      ...(profile === undefined ? {} : { profile }),
      ...(pageSize === undefined ? {} : { facts: [{ source: 'user', facts: { pageSize } }] }),
    });
  }

  /** Why there is no machine to try things on; undefined where there is one. */
  get lacksMachine(): string | undefined {
    if (this.options.machine !== undefined) return undefined;
    const { referenceMachine, earlyBoot } = this.architecture;
    if (referenceMachine === undefined) {
      return 'give the architecture a referenceMachine: an ordinary kernel, initrd and purgatory; or give the kit a machine: options.machine';
    }
    if (earlyBoot?.coldStart === undefined) {
      return 'give the architecture earlyBoot.coldStart, so that a machine starts by description; or give the kit a machine: options.machine';
    }
    this.#trouble ??= this.#tryToStart();
    return this.#trouble.why;
  }

  #tryToStart(): { readonly why: string | undefined } {
    try {
      this.start();
      return { why: undefined };
    } catch (error) {
      return { why: `make the ordinary machine start: ${(error as Error).message}` };
    }
  }

  /** What the plugin's own loading fails with. */
  get doesNotLoad(): string | undefined {
    try {
      return this.architecture === undefined ? 'load the plugin' : undefined;
    } catch (error) {
      return `make the plugin load: ${(error as Error).message}`;
    }
  }

  /** @throws TypeError with the reason where it does not start */
  start(profile?: string, firmware?: string, pageSize?: number): Started {
    const kernel = this.kernel(profile, pageSize);
    if (this.options.machine !== undefined) return { kernel, ...this.options.machine(kernel) };
    const made: DescribedMachine = describedMachine(kernel, firmware === undefined ? {} : { firmware });
    if (made.ok) return { kernel, machine: made.machine, facts: made.facts };
    throw new TypeError(`${made.field ?? 'the machine'} is ${made.found}: ${made.allowed}`);
  }
}

/** How much memory a machine has, for messages: `1 GiB`. */
export const memoryText = ({ platform }: Machine): string => humanSize(platforms.installedBytes(platform));

/** A load of the ordinary kernel with the kit's command line. */
export const kitRequest = ({ facts, machine }: Started, change: Partial<LoadRequest> = {}): LoadRequest => ({
  ...kexecTools.request(facts, {
    type: 'normal',
    cmdline: KIT_CMDLINE,
    withInitrd: facts.initrd.fileSize > 0,
  }),
  pageSize: machine.memory.pageSize,
  ...change,
});
