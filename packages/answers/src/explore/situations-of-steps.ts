import type { BlockText, Framework, ToldFacts } from '@warmboot/core';
import { addressNames } from '@warmboot/core';

import type { ActorDeclaration, ActorOptions, DeviceDescription, Situation } from '@warmboot/explorer';
import { FormatError } from '@warmboot/format';
import type { Scenario, ScenarioStep, Verb } from '@warmboot/scenario';
import { bootDevicesOf } from './boot-devices.js';
import { machinesOf } from './machines-of.js';

/**
 * All orders of the steps of a scenario: each actor keeps the order of his own, and does each thing at any time after the
 * one before. Who takes a step is what kind of step it is, or `by` where the scenario says so.
 * @throws FormatError for a step that no actor takes, or a machine that cannot be explored on
 */
export const situationsOfSteps = (
  framework: Framework,
  scenario: Scenario,
  said: readonly ToldFacts[],
): readonly Situation[] => {
  const fault: Fault = (field, found, allowed) =>
    new FormatError({ format: 'scenario', file: scenario.file, field, found, allowed });
  const captured = [scenario.machine, ...Object.values(scenario.machineOn)].some(({ capture }) => capture);
  if (captured)
    throw fault('machine.capture', 'a recorded machine', 'a machine by description, to explore on');
  const there = bootDevicesOf(scenario);
  const situations = framework.architectures.all().map(({ name }) => ({
    ...new ActorsOf(fault, there.devices).situation(
      scenario.steps.filter(({ only }) => only === undefined || only.includes(name)),
    ),
    architecture: name,
  }));
  const alike =
    new Set(situations.map(({ devices, actors }) => JSON.stringify([devices, actors]))).size === 1;
  const common = {
    name: 'steps',
    story: scenario.story ?? '',
    ...machinesOf(framework, scenario, said),
    ...(there.before.length === 0 ? {} : { before: there.before }),
  };
  return (alike ? situations.slice(0, 1) : situations).map(({ architecture, ...rest }) => ({
    ...common,
    ...rest,
    ...(alike ? {} : { only: [architecture] }),
  }));
};

type LoadOptions = Omit<Extract<Verb, { readonly kind: 'load' }>, 'kind'>;

/** Pieces that follow from what others do: the worker's own steps, and what a tool does after it began. */
const FOLLOWS: ReadonlySet<ScenarioStep['verb']['kind']> = new Set([
  'attach',
  'eject-begin',
  'eject-remove',
  'eject-finish',
  'eject-refuse',
  'eject-abandon',
  'offline-begin',
  'offline-finish',
  'online-begin',
  'online-finish',
  'device-online',
  'load-choose',
  'load-finish',
  'reboot-shutdown',
  'reboot-jump',
  'offline-lock',
  'offline-ask',
  'online-lock',
  'online-ask',
  'check-loaded',
]);

type Fault = (field: string, found: string, allowed: string) => FormatError;

/** Sorts steps by who takes them. */
class ActorsOf {
  readonly #fault: Fault;
  readonly #devices: Map<string, DeviceDescription>;
  readonly #programs = new Map<string, { readonly actor: string; readonly acts: object[] }>();
  readonly #others = new Map<string, ActorDeclaration>();

  /** @param there devices that are there from the start */
  constructor(fault: Fault, there: Readonly<Record<string, DeviceDescription>>) {
    this.#fault = fault;
    this.#devices = new Map(Object.entries(there));
  }

  situation(steps: readonly ScenarioStep[]): Pick<Situation, 'devices' | 'actors'> {
    for (const step of steps) this.#take(step);
    const programs = [...this.#programs].map(([name, { actor, acts }]) =>
      declared(actor, name, { program: acts }),
    );
    const hotplug = programs.some(({ actor }) => actor === 'platform') ? [declared('hotplug')] : [];
    const loads = [...this.#others.values()].some(({ actor }) => actor === 'loader');
    const udev = loads && !this.#others.has('udev') ? [declared('udev')] : [];
    return {
      devices: Object.fromEntries(this.#devices),
      actors: [...this.#others.values(), ...programs, ...hotplug, ...udev],
    };
  }

  #take({ verb, by, line }: ScenarioStep): void {
    switch (verb.kind) {
      case 'plug':
      case 'insert': {
        const { id, size, driver, at } = verb;
        if (at !== undefined) {
          throw this.#fault(
            `line ${line}: ${verb.kind}.at`,
            'a place',
            'no place: every order gets the next free one',
          );
        }
        this.#devices.set(id, {
          size: addressNames.size(size)!,
          ...(driver === undefined ? {} : { driver }),
        });
        this.#act('platform', by, { insert: id });
        break;
      }
      case 'unplug':
      case 'request-eject':
        this.#act('platform', by, { eject: verb.id });
        break;
      case 'online':
        for (const block of verb.blocks === 'all' ? this.#devices.keys() : verb.blocks) {
          this.#act('administrator', by, { online: block, type: verb.type });
        }
        break;
      case 'offline':
        for (const block of verb.blocks)
          this.#act('administrator', by, { offline: block satisfies BlockText });
        break;
      case 'unload':
        this.#act('administrator', by, { unload: verb.image });
        break;
      case 'auto-online':
        this.#act('administrator', by, { 'auto-online': verb.type });
        break;
      case 'load':
        this.#isPlain(verb, line);
        this.#once(verb.image === 'crash' ? 'kdump' : 'loader', by, toolWords(verb));
        break;
      case 'load-begin':
        this.#isPlain(verb, line);
        this.#once(verb.image === 'crash' ? 'kdump' : 'loader', by ?? verb.as, toolWords(verb));
        break;
      case 'load-enter':
        if (verb.load === undefined) return;
        this.#isPlain(verb.load, line);
        this.#once(verb.load.image === 'crash' ? 'kdump' : 'loader', by ?? verb.run, toolWords(verb.load));
        break;
      case 'reboot-begin':
        this.#once('exec', by, {});
        break;
      case 'raw-load':
        this.#once('raw-loader', by, { entry: verb.entry, segments: verb.segments });
        break;
      case 'exec':
      case 'crash':
        this.#once(verb.kind, by, {});
        break;
      default:
        if (FOLLOWS.has(verb.kind)) return;
        throw this.#fault(
          `line ${line}`,
          `${verb.kind === 'by-plugin' ? verb.action : verb.kind}, which no actor does`,
          'other steps, or an explore section with actors that do it',
        );
    }
  }

  /** Loads of actors are by the ordinary command line. */
  #isPlain({ initrd, reuseCmdline, append, commandLine, entry }: LoadOptions, line: number): void {
    if (initrd && reuseCmdline && append === undefined && commandLine === undefined && entry === undefined)
      return;
    throw this.#fault(
      `line ${line}`,
      'a load with a command line, an initrd or an entry of its own',
      'kexec -l --initrd --reuse-cmdline, perhaps with --mem-min and --mem-max',
    );
  }

  /** A thing to do after what the same actor did before. */
  #act(actor: string, by: string | undefined, act: object): void {
    const name = by ?? actor;
    const program = this.#programs.get(name) ?? { actor, acts: [] };
    if (program.actor !== actor) {
      throw this.#fault(
        `by: ${name}`,
        `${program.actor} and ${actor} in one`,
        'one kind of actor under one name',
      );
    }
    program.acts.push(act);
    this.#programs.set(name, program);
  }

  /** Somebody who does one thing: a second one is another actor. */
  #once(actor: string, by: string | undefined, options: ActorOptions): void {
    let name = by ?? actor;
    for (let number = 2; this.#others.has(name); number += 1) name = `${by ?? actor}-${number}`;
    this.#others.set(name, declared(actor, name, options));
  }
}

const declared = (actor: string, name = actor, options: ActorOptions = {}): ActorDeclaration => ({
  actor,
  ...(name === actor ? {} : { name }),
  ...(Object.keys(options).length === 0 ? {} : { options }),
});

const toolWords = ({ path, memMin, memMax }: LoadOptions): ActorOptions => ({
  ...(path === 'kexec_load' ? {} : { path }),
  ...(memMin === undefined ? {} : { 'mem-min': memMin }),
  ...(memMax === undefined ? {} : { 'mem-max': memMax }),
});
