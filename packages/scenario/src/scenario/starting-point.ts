import type {
  Architecture,
  Board,
  InitrdImage,
  Kernel,
  KernelImage,
  LoadFacts,
  Machine,
  MachineByDescription,
  PurgatoryFacts,
  SizeText,
} from '@warmboot/core';
import { describedMachine, imageFromRecord, addressNames, security } from '@warmboot/core';

import { FormatError, parsingDirectory } from '@warmboot/format';
import type { CaptureFiles } from '../capture/capture-files.js';
import { isOf } from '../capture/is-of.js';
import type { MachineRecord } from '../capture/machine-record.js';
import { readMachine } from '../trace/read-machine.js';
import type { MachineDescription, PurgatorySizes } from '../written/machine-description.js';
import type { Scenario } from './scenario.js';

/** The files of a capture, by name. The runner reads none itself. */
export type OpenCapture = (path: string) => CaptureFiles;

/** The bytes of a file that a scenario names. The runner reads none itself. */
export type OpenFile = (path: string) => Uint8Array;

/** Where a story begins: a machine that is up, and what its user has at hand. */
export interface StartingPoint {
  readonly machine: Machine;
  readonly facts: LoadFacts;
  readonly board: Board;
  /** What the record of the machine does not tell, and what is taken instead. */
  readonly assumed?: readonly string[];
}

/** A recorded machine that a scenario stands on, and the path by which it names it. */
export interface ScenarioRecord {
  readonly capture: string;
  readonly record: MachineRecord;
}

/**
 * The recorded machine of a scenario on one architecture; undefined for a machine by description.
 * @throws FormatError for a capture that is broken, or of another architecture
 */
export const scenarioRecord = (
  architecture: Architecture,
  scenario: Scenario,
  openCapture: OpenCapture,
): ScenarioRecord | undefined => {
  const { name } = architecture;
  if (scenario.boardOf !== undefined && !scenario.boardOf.includes(name)) {
    throw faultIn(scenario, 'machine.qemu', `a board of ${scenario.boardOf.join(' or ')}`, `one of ${name}`);
  }
  const { capture } = { ...scenario.machine, ...scenario.machineOn[name] };
  if (capture === undefined) return undefined;
  const record = parsingDirectory(capture, () => readMachine(openCapture(capture)));
  if (isOf(record, architecture)) return { capture, record };
  const found = `${capture}, a machine of ${record.arch}`;
  throw faultIn(scenario, 'machine.capture', found, `one of ${name}`);
};

/**
 * Brings up the machine of a scenario on one architecture.
 * @param recorded what {@link scenarioRecord} found
 * @throws FormatError when the description lacks what the architecture cannot supply, or the machine does not come up
 */
export const startingPoint = (
  kernel: Kernel,
  scenario: Scenario,
  recorded: ScenarioRecord | undefined,
): StartingPoint =>
  recorded === undefined ? described(kernel, scenario) : captured(kernel, scenario, recorded);

const captured = (kernel: Kernel, scenario: Scenario, { capture, record }: ScenarioRecord): StartingPoint => {
  const { architecture } = kernel;
  return parsingDirectory(capture, () => {
    const facts = record.facts(architecture);
    return {
      machine: security.onMachine(
        kernel.fromObservation(record.observe(architecture)),
        securityIn({ ...scenario.machine, ...scenario.machineOn[architecture.name] }).security,
        kernel.build.config,
      ),
      facts: {
        ...facts,
        kernel: recordedKernel(scenario, architecture) ?? facts.kernel,
        initrd: initrdOf(scenario, architecture.name) ?? facts.initrd,
      },
      board: record.board,
      ...(record.assumed === undefined ? {} : { assumed: record.assumed }),
    };
  });
};

const described = (kernel: Kernel, scenario: Scenario): StartingPoint => {
  const { name } = kernel.architecture;
  const made = describedMachine(kernel, machineByDescription(scenario, name));
  if (made.ok) return made;
  throw faultIn(scenario, fieldOf(made.field, name), made.found, made.allowed);
};

/** Where a scenario says what a description lacks. */
const fieldOf = (field: string | undefined, architecture: string): string => {
  switch (field) {
    case 'firmware':
      return 'machine.firmware';
    case 'kernel':
    case 'kernel.format':
      return field.replace('kernel', `kernel.${architecture}`);
    case 'purgatory':
      return `tools.${architecture}.purgatory`;
    default:
      return field ?? 'machine';
  }
};

/** The machine of a scenario on one architecture as plain data. */
export const machineByDescription = (scenario: Scenario, architecture: string): MachineByDescription => {
  const description: MachineDescription = { ...scenario.machine, ...scenario.machineOn[architecture] };
  const { memory, maxmem, slots, firmware, cmdline, append, hypervisor, nodes } = description;
  const { purgatory, kernel_purgatory: kernelPurgatory } = scenario.tools[architecture] ?? {};
  const kernel = scenario.kernel[architecture];
  const initrd = initrdOf(scenario, architecture)?.fileSize;
  return {
    ...(memory === undefined ? {} : { memory: addressNames.size(memory)! }),
    ...(maxmem === undefined ? {} : { maxMemory: addressNames.size(maxmem)! }),
    ...(slots === undefined ? {} : { slots }),
    ...(firmware === undefined ? {} : { firmware }),
    ...(cmdline === undefined ? {} : { cmdline }),
    ...(append === undefined ? {} : { append }),
    ...(hypervisor === undefined ? {} : { hypervisor }),
    ...(nodes === undefined ? {} : { nodes }),
    ...securityIn(description),
    ...(kernel === undefined ? {} : { kernel }),
    ...(initrd === undefined ? {} : { initrd }),
    ...(purgatory === undefined ? {} : { purgatory: sizes(purgatory) }),
    ...(kernelPurgatory === undefined ? {} : { kernelPurgatory: sizes(kernelPurgatory) }),
  };
};

/** What a description says of who may load and jump. */
const securityIn = (description: MachineDescription): Pick<MachineByDescription, 'security'> => {
  const { lockdown, 'ima-appraise': ima, 'cap-sys-boot': capable, 'stuck-cpus': stuckCpus } = description;
  const secureBoot = description['secure-boot'];
  const said: Partial<security.OfMachine> = {
    ...(secureBoot === undefined ? {} : { secureBoot: secureBoot === 'on' || secureBoot === true }),
    ...(lockdown === undefined ? {} : { lockdown }),
    ...(ima === undefined ? {} : { imaAppraisesKexec: ima }),
    ...(capable === undefined ? {} : { capSysBoot: capable }),
    ...(stuckCpus === undefined ? {} : { stuckCpus }),
  };
  return Object.keys(said).length === 0 ? {} : { security: said };
};

const recordedKernel = (scenario: Scenario, architecture: Architecture): KernelImage | undefined => {
  const { name, images } = architecture;
  const record = scenario.kernel[name];
  if (record === undefined) return undefined;
  const image = imageFromRecord(architecture, record);
  if (image !== undefined) return image;
  const known = images.map((format) => format.name).join(', ');
  throw faultIn(scenario, `kernel.${name}.format`, JSON.stringify(record.format), known);
};

const initrdOf = ({ initrd }: Scenario, architecture: string): InitrdImage | undefined => {
  const text: SizeText | false | undefined =
    typeof initrd === 'object' ? (initrd[architecture] as SizeText | undefined) : initrd;
  if (text === undefined) return undefined;
  return { fileSize: text === false ? 0 : addressNames.size(text)! };
};

const sizes = ({ bufsz, memsz }: PurgatorySizes): PurgatoryFacts => ({
  bufsz: addressNames.size(bufsz)!,
  memsz: addressNames.size(memsz)!,
});

const faultIn = ({ file }: Scenario, field: string, found: string, allowed: string): FormatError =>
  new FormatError({ format: 'scenario', file, field, found, allowed });
