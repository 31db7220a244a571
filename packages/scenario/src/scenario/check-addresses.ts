import type { BlockText, SizeText } from '@warmboot/core';
import { addressNames } from '@warmboot/core';
import { isPowerOfTwo, MiB } from '@warmboot/address';

import type { ValuePath } from '../words/value-path.js';
import { BOOT_SERVICES_PROPERTIES } from './boot-services-schema.js';
import type { ScenarioDocument } from '../words/document.js';
import type { Expectation } from '../written/expectation.js';
import type { Scenario } from './scenario.js';
import type { LoadOptions, Verb } from '../written/verb.js';
import { withNearest } from '../words/schema-words.js';

/**
 * Checks that every name of memory belongs to a device that was plugged before, and that sizes are ones that a machine
 * can have.
 * @throws FormatError
 */
export const checkAddresses = (
  document: ScenarioDocument,
  { machine, machineOn, bootDevices, steps, expect, explore }: Scenario,
): void => {
  const check = new AddressCheck(document);
  check.sizes(['machine'], machine);
  for (const [name, differing] of Object.entries(machineOn)) check.sizes(['machine', 'on', name], differing);
  for (const device of bootDevices) check.verb(['machine', 'qemu'], device);
  for (const [index, { verb, unmovable = [], expect: expected }] of steps.entries()) {
    const path = ['steps', index];
    check.blocks([...path, 'unmovable'], unmovable);
    check.verb([...path, verb.kind === 'by-plugin' ? verb.action : verb.kind], verb);
    check.expectations([...path, 'expect'], expected);
  }
  check.expectations(['expect'], expect);
  for (const { path, machine: its, machineOn: itsOn, devices } of explore?.situations ?? []) {
    check.sizes([...path, 'machine'], its);
    for (const [name, differing] of Object.entries(itsOn))
      check.sizes([...path, 'machine', 'on', name], differing);
    for (const [name, device] of Object.entries(devices))
      check.device([...path, 'devices', name], name, device);
  }
};

/** Hosts have no smaller blocks (firmware-acpi X2). */
const LEAST_BLOCK = MiB;

class AddressCheck {
  readonly #document: ScenarioDocument;
  readonly #known: string[] = [addressNames.BOOT_MEMORY];
  readonly #runs: string[] = [];
  readonly #virtioMem: string[] = [];
  #kernelRuns = false;

  constructor(document: ScenarioDocument) {
    this.#document = document;
  }

  /** Sizes of a machine or a device: above zero and exact. */
  sizes(path: ValuePath, values: object): void {
    for (const key of ['memory', 'maxmem', 'size'] as const) {
      const text = (values as Readonly<Record<string, string | number | undefined>>)[key];
      if (text === undefined) continue;
      const size = addressNames.size(text);
      if (size === undefined || size <= 0) {
        throw this.#document.fault(
          [...path, key],
          JSON.stringify(text),
          'a size above zero and below 8 PiB, such as 1G',
        );
      }
    }
  }

  /** A device of a situation. */
  device(path: ValuePath, name: string, device: object): void {
    this.sizes(path, device);
    this.#isFree(path, name);
  }

  #isFree(path: ValuePath, name: string): void {
    if (name !== addressNames.BOOT_MEMORY && !/^memory\d*$/.test(name)) return;
    throw this.#document.fault(path, JSON.stringify(name), 'a name that means nothing else');
  }

  verb(path: ValuePath, verb: Verb): void {
    this.#order(path, verb);
    switch (verb.kind) {
      case 'plug':
      case 'insert':
        this.sizes(path, verb);
        if (verb.at !== undefined) this.#name([...path, 'at'], addressNames.nameIn(verb.at));
        this.#device(path, verb.id);
        break;
      case 'virtio-mem':
        this.sizes(path, verb);
        this.#blockSize([...path, 'block-size'], verb.blockSize);
        if (verb.at !== undefined) this.#name([...path, 'at'], addressNames.nameIn(verb.at));
        this.#device(path, verb.id);
        this.#virtioMem.push(verb.id);
        break;
      case 'request':
        this.#virtioMemDevice([...path, 'id'], verb.id);
        break;
      case 'retry':
        this.#virtioMemDevice(path, verb.id);
        break;
      case 'kmem':
        this.sizes(path, verb);
        if (verb.at !== undefined) this.#name([...path, 'at'], addressNames.nameIn(verb.at));
        if (verb.size === undefined) this.#name([...path, 'id'], verb.id);
        this.#known.push(verb.id);
        break;
      case 'kmem-unbind':
        this.#name(path, verb.id);
        break;
      case 'by-plugin':
        for (const name of verb.names) {
          this.#isFree(path, name);
          this.#known.push(name);
        }
        break;
      case 'allocate-pages':
        this.sizes(path, verb);
        break;
      case 'unplug':
      case 'attach':
      case 'request-eject':
      case 'eject-begin':
      case 'eject-remove':
      case 'eject-finish':
        this.#name(path, verb.id);
        break;
      case 'eject-refuse':
      case 'eject-abandon':
        this.#name([...path, 'id'], verb.id);
        this.#name([...path, 'block'], addressNames.nameInBlock(verb.block));
        break;
      case 'offline-begin':
      case 'offline-finish':
      case 'offline-lock':
      case 'offline-ask':
      case 'online-lock':
      case 'online-ask':
      case 'online-begin':
      case 'device-online':
        this.#name(path, addressNames.nameInBlock(verb.block));
        break;
      case 'online-finish':
        this.#name([...path, 'block'], addressNames.nameInBlock(verb.block));
        break;
      case 'online':
        if (verb.blocks !== 'all')
          for (const block of verb.blocks) this.#name([...path, 'blocks'], addressNames.nameInBlock(block));
        break;
      case 'offline':
        for (const block of verb.blocks) this.#name(path, addressNames.nameInBlock(block));
        break;
      case 'load-choose':
      case 'load-finish':
        this.#run(path, verb.run);
        break;
      case 'load-enter':
        if (verb.load === undefined) this.#run(path, verb.run);
        else {
          this.#runs.push(verb.run);
          this.#load(path, verb.load);
        }
        break;
      case 'load-begin':
        this.#runs.push(verb.as);
        this.#load(path, verb);
        break;
      case 'load':
        this.#load(path, verb);
        break;
      case 'raw-load':
        this.#name([...path, 'entry'], addressNames.nameIn(verb.entry));
        for (const [index, { mem }] of verb.segments.entries()) {
          this.#name([...path, 'segments', index, 'mem'], addressNames.nameIn(mem));
        }
        break;
      case 'write':
        if (typeof verb.to !== 'object') this.#name([...path, 'at'], addressNames.nameIn(verb.to));
        break;
      default:
    }
  }

  /** Blocks that a step names beside its verb. */
  blocks(path: ValuePath, blocks: readonly BlockText[]): void {
    for (const block of blocks) this.#name(path, addressNames.nameInBlock(block));
  }

  expectations(path: ValuePath, expectations: readonly Expectation[]): void {
    for (const expectation of expectations) {
      const { segments = {}, blocks = {}, sizes = {} } = expectation;
      const { vmcoreCovers = [], vmcoreLacks = [], vmcoreZeroes = [] } = expectation;
      const { bootMemory = [] } = expectation;
      for (const where of bootMemory) this.#name([...path, 'boot-memory'], addressNames.nameIn(where));
      for (const id of Object.keys(sizes)) this.#virtioMemDevice([...path, 'sizes'], id);
      for (const where of vmcoreZeroes) this.#name([...path, 'vmcore-zeroes'], addressNames.nameIn(where));
      for (const where of vmcoreCovers) this.#name([...path, 'vmcore-covers'], addressNames.nameIn(where));
      for (const where of vmcoreLacks) this.#name([...path, 'vmcore-lacks'], addressNames.nameIn(where));
      for (const where of Object.values(segments))
        this.#name([...path, 'segments'], addressNames.nameIn(where));
      for (const block of Object.keys(blocks))
        this.#name([...path, 'blocks'], addressNames.nameInBlock(block));
    }
  }

  /** Boot services are gone as soon as a kernel has done anything. */
  #order(path: ValuePath, { kind }: Verb): void {
    if (!(kind in BOOT_SERVICES_PROPERTIES)) {
      this.#kernelRuns = true;
    } else if (this.#kernelRuns) {
      const found = 'a step of the firmware after one of the kernel';
      throw this.#document.keyFault(path, found, 'steps of the firmware before all others');
    }
  }

  /** A new device: its name must not mean anything else. */
  #device(path: ValuePath, id: string): void {
    this.#isFree([...path, 'id'], id);
    this.#known.push(id);
  }

  #blockSize(path: ValuePath, text: SizeText): void {
    const size = addressNames.size(text);
    if (size !== undefined && size >= LEAST_BLOCK && isPowerOfTwo(size)) return;
    throw this.#document.fault(path, JSON.stringify(text), 'a power of two of at least 1M');
  }

  #virtioMemDevice(path: ValuePath, id: string): void {
    if (this.#virtioMem.includes(id)) return;
    throw this.#document.fault(
      path,
      `a virtio-mem device called ${JSON.stringify(id)}`,
      `one that is there by then: ${withNearest('device', id, this.#virtioMem)}`,
    );
  }

  #load(path: ValuePath, { memMin, memMax, entry }: LoadOptions): void {
    if (memMin !== undefined) this.#name([...path, 'mem-min'], addressNames.nameIn(memMin));
    if (entry !== undefined) this.#name([...path, 'entry'], addressNames.nameIn(entry));
    if (memMax !== undefined) this.#name([...path, 'mem-max'], addressNames.nameIn(memMax));
  }

  #run(path: ValuePath, name: string): void {
    if (this.#runs.includes(name)) return;
    throw this.#document.fault(
      path,
      `a run of kexec called ${JSON.stringify(name)}`,
      `one that a load-begin began: ${withNearest('run', name, this.#runs)}`,
    );
  }

  #name(path: ValuePath, name: string | undefined): void {
    if (name === undefined || this.#known.includes(name)) return;
    throw this.#document.fault(
      path,
      `memory called ${JSON.stringify(name)}`,
      `memory that is there by then: ${withNearest('memory', name, this.#known)}`,
    );
  }
}
