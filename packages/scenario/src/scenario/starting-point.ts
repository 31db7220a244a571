import type {
  Architecture,
  ColdStart,
  InitrdImage,
  Kernel,
  KernelImage,
  Machine,
  PurgatoryFacts,
  ReferenceMachine,
} from '@warmboot/core';
import { FormatError, parsingDirectory } from '@warmboot/format';
import type { CaptureFiles } from '../capture/capture-files.js';
import type { Board } from '../capture/machine-record.js';
import { isOf } from '../capture/is-of.js';
import { readMachine } from '../capture/read-machine.js';
import type { LoadFacts } from '../trace/load-arguments.js';
import { sizeValue } from './address-text.js';
import type { MachineDescription, PurgatorySizes, Scenario, SizeText } from './scenario.js';

/** The files of a capture, by name. The runner reads none itself. */
export type OpenCapture = (path: string) => CaptureFiles;

/** Where a story begins: a machine that is up, and what its user has at hand. */
export interface StartingPoint {
  readonly machine: Machine;
  readonly facts: LoadFacts;
  readonly board: Board;
}

const DEFAULT_MEMORY = '1G';
const DEFAULT_MAXMEM = '16G';
const DEFAULT_SLOTS = 8;

/**
 * Brings up the machine of a scenario on one architecture.
 * @throws FormatError when the description lacks what the architecture cannot supply, or the machine does not come up
 */
export const startingPoint = (
  kernel: Kernel,
  scenario: Scenario,
  openCapture: OpenCapture,
): StartingPoint => {
  const { name } = kernel.architecture;
  const description = { ...scenario.machine, ...scenario.machineOn[name] };
  return description.capture === undefined
    ? described(kernel, scenario, description)
    : captured(kernel, scenario, description.capture, openCapture);
};

const captured = (
  kernel: Kernel,
  scenario: Scenario,
  capture: string,
  openCapture: OpenCapture,
): StartingPoint => {
  const { architecture } = kernel;
  const record = parsingDirectory(capture, () => readMachine(openCapture(capture)));
  if (!isOf(record, architecture)) {
    const found = `${capture}, a machine of ${record.arch}`;
    throw faultIn(scenario, 'machine.capture', found, `one of ${architecture.name}`);
  }
  return parsingDirectory(capture, () => {
    const facts = record.facts(architecture);
    return {
      machine: kernel.fromObservation(record.observe(architecture)),
      facts: {
        ...facts,
        kernel: recordedKernel(scenario, architecture) ?? facts.kernel,
        initrd: initrdOf(scenario, architecture.name) ?? facts.initrd,
      },
      board: record.board,
    };
  });
};

const described = (kernel: Kernel, scenario: Scenario, description: MachineDescription): StartingPoint => {
  const { architecture } = kernel;
  const reference = architecture.referenceMachine;
  const facts = describedFacts(scenario, architecture);
  const memorySize = sizeValue(description.memory ?? DEFAULT_MEMORY)!;
  const maxMemory = Math.max(memorySize, sizeValue(description.maxmem ?? DEFAULT_MAXMEM)!);
  const slots = description.slots ?? DEFAULT_SLOTS;
  const request: ColdStart = {
    firmware:
      description.firmware ?? needed(reference, scenario, architecture, 'machine.firmware').firmwares[0],
    memorySize,
    maxMemory: slots === 0 ? undefined : maxMemory,
    slots,
    cmdline: [description.cmdline ?? reference?.cmdline ?? '', description.append ?? '']
      .filter((part) => part !== '')
      .join(' '),
    kernel: facts.kernel,
    initrd: facts.initrd.fileSize === 0 ? undefined : facts.initrd,
    hypervisor: description.hypervisor ?? true,
    nodes: [...(description.nodes ?? [0])].sort((a, b) => a - b),
  };
  const started = kernel.powerOn(request);
  if (!started.ok) {
    throw faultIn(scenario, 'machine', `one that does not start on ${architecture.name}`, started.reason);
  }
  return { machine: started.value, facts, board: { slots, room: maxMemory - memorySize } };
};

const describedFacts = (scenario: Scenario, architecture: Architecture): LoadFacts => {
  const { name, referenceMachine: reference } = architecture;
  const { purgatory, kernel_purgatory: kernelPurgatory } = scenario.tools[name] ?? {};
  return {
    kernel:
      recordedKernel(scenario, architecture) ??
      imageOf(scenario, architecture, needed(reference, scenario, architecture, `kernel.${name}`).kernel),
    initrd: initrdOf(scenario, name) ?? needed(reference, scenario, architecture, 'initrd').initrd,
    purgatory: purgatory
      ? sizes(purgatory)
      : needed(reference, scenario, architecture, `tools.${name}.purgatory`).purgatory,
    kernelPurgatory: kernelPurgatory ? sizes(kernelPurgatory) : reference?.kernelPurgatory,
    crashNotes: [],
    vmcoreinfo: undefined,
    randomReady: false,
  };
};

/** The architecture's ordinary machine, for what a description left out. */
const needed = (
  reference: ReferenceMachine | undefined,
  scenario: Scenario,
  { name }: Architecture,
  field: string,
): ReferenceMachine => {
  if (reference !== undefined) return reference;
  throw faultIn(scenario, field, 'missing', `a value: ${name} has no ordinary machine to take it from`);
};

const recordedKernel = (scenario: Scenario, architecture: Architecture): KernelImage | undefined => {
  const record = scenario.kernel[architecture.name];
  return record && imageOf(scenario, architecture, record);
};

const imageOf = (
  scenario: Scenario,
  { name, images }: Architecture,
  record: Readonly<Record<string, unknown>> & { readonly format: string },
): KernelImage => {
  const format = images.find((known) => known.name === record.format);
  if (format === undefined) {
    const known = images.map((image) => image.name).join(', ');
    throw faultIn(scenario, `kernel.${name}.format`, JSON.stringify(record.format), known);
  }
  return format.fromRecord(record);
};

const initrdOf = ({ initrd }: Scenario, architecture: string): InitrdImage | undefined => {
  const text: SizeText | false | undefined =
    typeof initrd === 'object' ? (initrd[architecture] as SizeText | undefined) : initrd;
  if (text === undefined) return undefined;
  return { fileSize: text === false ? 0 : sizeValue(text)! };
};

const sizes = ({ bufsz, memsz }: PurgatorySizes): PurgatoryFacts => ({
  bufsz: sizeValue(bufsz)!,
  memsz: sizeValue(memsz)!,
});

const faultIn = ({ file }: Scenario, field: string, found: string, allowed: string): FormatError =>
  new FormatError({ format: 'scenario', file, field, found, allowed });
