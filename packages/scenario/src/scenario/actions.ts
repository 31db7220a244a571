import type { Resolved } from './resolved.js';
import type {
  Action,
  AddressText,
  BlockText,
  BootFirmware,
  Dimm,
  Kernel,
  LoadPath,
  LoadRequest,
  Machine,
  RawSegment,
  SizeText,
} from '@warmboot/core';
import { sourceOf, uapi, platforms, memoryContent, kexecTools, addressNames } from '@warmboot/core';
import type { AddressRange, PhysAddr } from '@warmboot/address';
import { humanSize, sizeOf } from '@warmboot/address';

import { FormatError } from '@warmboot/format';
import { refusedByPlatform } from './answer.js';
import { resolveDriver } from './driver-actions.js';
import { Loaders } from './loaders.js';
import { resolvePhase } from './phase-actions.js';
import type { LoadOptions, Verb } from '../written/verb.js';
import type { Scenario } from './scenario.js';
import type { OpenFile, StartingPoint } from './starting-point.js';
import { ToolRuns } from './tool-runs.js';

/**
 * Turns verbs into actions, on one machine. Remembers where devices were put, so that their names keep a meaning after
 * they are gone.
 */
export class ActionResolver {
  readonly #kernel: Kernel;
  readonly #scenario: Scenario;
  readonly #start: StartingPoint;
  readonly #openFile: OpenFile;
  readonly #memory = new Map<string, readonly AddressRange[]>();
  /** Names of memory that actions of plugins bring. */
  readonly #brought: ReadonlySet<string>;
  readonly #runs: ToolRuns;
  readonly #bootFirmware: readonly BootFirmware[];
  #loaders: Loaders | undefined;

  /** @param openFile reads a file that the scenario names */
  constructor(
    kernel: Kernel,
    scenario: Scenario,
    start: StartingPoint,
    bootFirmware: readonly BootFirmware[],
    openFile: OpenFile,
  ) {
    this.#bootFirmware = bootFirmware;
    this.#openFile = openFile;
    this.#kernel = kernel;
    this.#scenario = scenario;
    this.#start = start;
    this.#brought = new Set(
      scenario.steps.flatMap(({ verb }) => (verb.kind === 'by-plugin' ? verb.names : [])),
    );
    this.#runs = new ToolRuns(kernel.architecture);
    this.#memory.set(addressNames.BOOT_MEMORY, start.machine.platform.bootRam);
  }

  /** Where named memory is, or was: `boot` in as many pieces as the machine was built with. */
  memory(name: string): readonly AddressRange[] | undefined {
    return this.#memory.get(name);
  }

  /**
   * Looks where memory is that actions of plugins brought, so that its names have a meaning from then on: that of a device,
   * or of all devices whose names begin with it and a dot.
   */
  see({ platform }: Machine): void {
    for (const name of this.#brought) {
      const found = [...platform.dimms.values()].filter(({ id }) => id === name || id.startsWith(`${name}.`));
      if (found.length > 0)
        this.#memory.set(
          name,
          found.map(({ range }) => range),
        );
    }
  }

  /** Numbers of the blocks that a text names. */
  blocks(machine: Machine, text: BlockText): number[] {
    return addressNames.blocks(text, (name) => this.memory(name), machine.memory.blockSize);
  }

  /** The machine with a page of the kernel's own in each of the blocks, behind the memory map that one may hold. */
  withUnmovable(machine: Machine, texts: readonly BlockText[]): Machine {
    if (texts.length === 0) return machine;
    const { memory } = machine;
    const pages = this.#allBlocks(machine, texts).map(
      (id) => (id * memory.blockSize) / memory.pageSize + (memory.blocks.get(id)?.memmapPages ?? 0),
    );
    return { ...machine, memory: { ...memory, unmovable: new Set([...memory.unmovable, ...pages]) } };
  }

  /** @throws FormatError when an address does not fit where it is used */
  resolve(machine: Machine, verb: Verb): Resolved {
    switch (verb.kind) {
      case 'plug':
        return this.#plug(machine, verb);
      case 'unplug':
        return one({ kind: 'dimm-del', id: verb.id });
      case 'online': {
        const { type: word, blocks } = verb;
        if (blocks === 'all') return one({ kind: 'online', word, blocks });
        return one({ kind: 'online', word, blocks: this.#allBlocks(machine, blocks) });
      }
      case 'offline':
        return {
          actions: this.#allBlocks(machine, verb.blocks).map((block) => ({
            kind: 'block-state',
            block,
            word: 'offline',
          })),
        };
      case 'auto-online':
        return one({ kind: 'auto-online', word: verb.type });
      case 'load':
        return this.#load(machine, verb);
      case 'raw-load':
        return this.#rawLoad(verb);
      case 'unload':
        return one({ kind: 'kexec-unload', image: verb.image, ...this.#toolPath() });
      case 'exec':
        return one({ kind: 'kexec-exec' });
      case 'crash':
        return one({ kind: 'crash' });
      case 'write':
        return this.#write(machine, verb);
      case 'load-disabled':
        return one({ kind: 'load-disabled', value: verb.value });
      case 'insert':
        return this.#plug(machine, verb);
      case 'load-begin': {
        const { as, kind: _, path: __, ...options } = verb;
        return this.#runs.begin(as, machine, this.#request(machine, options));
      }
      case 'load-choose':
        return this.#runs.choose(verb.run);
      case 'load-enter': {
        if (verb.load === undefined) return this.#runs.enter(verb.run);
        const { path: _, ...options } = verb.load;
        return this.#runs.enterFileLoad(verb.run, this.#request(machine, options));
      }
      case 'load-finish':
        return this.#runs.finish(verb.run);
      case 'by-plugin':
        return one({ kind: 'by-plugin', action: verb.action, argument: verb.argument });
      case 'virtio-mem':
      case 'request':
      case 'retry':
      case 'kmem':
      case 'kmem-unbind':
        return resolveDriver(machine, verb, {
          architecture: this.#kernel.architecture,
          address: (text) => this.#address(text),
          placeFor: (id, bytes) => this.#placeFor(machine, id, bytes),
          remember: (id, range) => this.#memory.set(id, [range]),
        });
      case 'get-memory-map':
      case 'allocate-pages':
      case 'exit-boot-services':
        this.#loaders ??= new Loaders(this.#bootFirmware, this.#start.machine, this.#scenario.file);
        return this.#loaders.resolve(verb);
      default:
        return resolvePhase(machine, verb, (text) => this.blocks(machine, text)[0]!);
    }
  }

  #plug(machine: Machine, verb: Extract<Verb, { kind: 'plug' | 'insert' }>): Resolved {
    const { platform } = machine;
    const { board } = this.#start;
    const size = addressNames.size(verb.size)!;
    const plugged = [...platform.dimms.values()];
    if (platform.hotplug.available && plugged.length >= board.slots) {
      return full(`no slot for memory devices is free (the board has ${board.slots})`);
    }
    const taken = plugged.reduce((sum, { range }) => sum + sizeOf(range), 0);
    if (platform.hotplug.available && taken + size > board.room) {
      const largest = humanSize(platforms.installedBytes(platform) - taken + board.room);
      return full(`${verb.id} would make the machine larger than the ${largest} that it can grow to`);
    }
    const at = verb.at === undefined ? this.#placeFor(machine, verb.id, size) : this.#address(verb.at);
    const dimm: Dimm = {
      ...platforms.dimm(verb.id, at, size, verb.node ?? 0, verb.slot ?? platforms.nextSlot(platform)),
      ...(verb.driver === undefined ? {} : { driver: verb.driver }),
    };
    this.#memory.set(verb.id, [dimm.range]);
    return one({ kind: verb.kind === 'plug' ? 'dimm-add' : 'dimm-insert', dimm });
  }

  /** Where the board puts a device when nobody says. @throws FormatError where the architecture does not say either */
  #placeFor({ platform }: Machine, id: string, bytes: number): PhysAddr {
    const { name, referenceMachine } = this.#kernel.architecture;
    if (referenceMachine === undefined) {
      const allowed = `at: an address; ${name} does not say where boards put devices`;
      throw this.#fault(`the place of ${id}`, 'missing', allowed);
    }
    return platforms.nextAddress(platform, referenceMachine.deviceMemoryBase(platform), bytes);
  }

  /** The system call that a release of the tool uses by itself. */
  #toolPath(): { readonly path?: LoadPath } {
    const release = this.#scenario.tools[this.#kernel.architecture.name]?.kexec_tools;
    return release === undefined ? {} : { path: kexecTools.profile(release).defaultPath };
  }

  #load(machine: Machine, { path, ...options }: Extract<Verb, { kind: 'load' }>): Resolved {
    return one({ kind: 'kexec-load', path, request: this.#request(machine, options) });
  }

  #request({ kernel }: Machine, load: Omit<LoadOptions, 'path'>): LoadRequest {
    const cmdline = kexecTools.nextCommandLine(
      kernel.cmdline,
      { reuse: load.reuseCmdline, append: load.append, commandLine: load.commandLine },
      load.image === 'crash',
    );
    const { facts } = this.#start;
    const request = kexecTools.request(facts, {
      type: load.image,
      cmdline,
      withInitrd: load.initrd && facts.initrd.fileSize > 0,
      ...(load.memMin === undefined ? {} : { memMin: this.#address(load.memMin) }),
      ...(load.memMax === undefined ? {} : { memMax: this.#address(load.memMax) }),
    });
    const { fileType, dtb, skipChecks, hotplug, preserveContext, debug, entry, signature, imaSigned } = load;
    const release = this.#scenario.tools[this.#kernel.architecture.name]?.kexec_tools;
    return {
      ...request,
      ...(release === undefined ? {} : { tool: kexecTools.profile(release) }),
      ...(entry === undefined ? {} : { entry: this.#wide(entry) }),
      ...(fileType === undefined ? {} : { fileType }),
      ...(dtb === undefined ? {} : { dtb: this.#openFile(dtb) }),
      ...(skipChecks === undefined ? {} : { skipChecks }),
      ...(hotplug === undefined ? {} : { hotplug }),
      ...(preserveContext === undefined ? {} : { preserveContext }),
      ...(signature === undefined ? {} : { signature }),
      ...(imaSigned === undefined ? {} : { imaSigned }),
      ...(debug === undefined ? {} : { debug }),
    };
  }

  #write({ kexec }: Machine, { to, size, byte }: Extract<Verb, { kind: 'write' }>): Resolved {
    const content = memoryContent.part(memoryContent.filledWith(byte), 0, addressNames.size(size)!);
    if (typeof to !== 'object') return one({ kind: 'write-memory', address: this.#address(to), content });
    const image = kexec[to.image];
    const segment = image?.segments.find(({ kind }) => kind === to.segment);
    if (image === undefined || segment === undefined) {
      return { refused: refusedByPlatform('ENOENT', `no ${to.segment} is loaded`) };
    }
    const destination = segment.mem + addressNames.size(to.offset)!;
    const address = image.type === 'crash' ? destination : sourceOf(image.pages.list, destination);
    return address === undefined
      ? { refused: refusedByPlatform('EFAULT', `the ${to.segment} ends before that`) }
      : one({ kind: 'write-memory', address, content });
  }

  #rawLoad(verb: Extract<Verb, { kind: 'raw-load' }>): Resolved {
    const { archFlag } = this.#kernel.architecture.kexec;
    const flags = archFlag + (verb.image === 'crash' ? uapi.KEXEC_ON_CRASH : 0);
    const segments: readonly RawSegment[] = verb.segments.map(({ mem, memsz, bufsz, holds }) => ({
      mem: this.#wide(mem),
      memsz: BigInt.asUintN(64, wideSize(memsz)),
      bufsz: BigInt.asUintN(64, wideSize(bufsz)),
      // Buffers of which nothing is said are what a program that fills none passes.
      ...(holds === undefined ? { content: memoryContent.ZEROS } : { kind: holds }),
    }));
    const entry = this.#wide(verb.entry);
    return one({
      kind: 'raw-load',
      call: { entry, segments, flags: verb.flags === undefined ? flags : addressNames.size(verb.flags)! },
    });
  }

  #allBlocks(machine: Machine, texts: readonly BlockText[]): number[] {
    return texts.flatMap((text) => this.blocks(machine, text));
  }

  #wide(text: AddressText): bigint {
    return BigInt.asUintN(
      64,
      addressNames.address(text, (name) => this.memory(name)),
    );
  }

  #address(text: AddressText): number {
    const value = addressNames.address(text, (name) => this.memory(name));
    if (value >= 0n && value <= BigInt(Number.MAX_SAFE_INTEGER)) return Number(value);
    throw this.#fault('an address', JSON.stringify(text), 'an address from 0 to 2^53');
  }

  #fault(field: string, found: string, allowed: string): FormatError {
    return new FormatError({ format: 'scenario', file: this.#scenario.file, field, found, allowed });
  }
}

const one = (action: Action): Resolved => ({ actions: [action] });

const full = (reason: string): Resolved => ({ refused: refusedByPlatform('ENOSPC', reason) });

/** A size that the system call gets as it is, however absurd. */
const wideSize = (text: SizeText): bigint => BigInt(addressNames.size(text) ?? text);
