import { AmlError } from './aml-error.js';
import { hardwareId } from '../resources/eisa-id.js';
import type { AmlInterpreter } from './interpreter.js';
import type { NamespaceNode, OperationRegion } from './objects.js';
import { REGION_SPACE } from './region-handler.js';

/** A method that was run, and what went wrong in it. */
export interface InitialisationCall {
  /** Full path: `\_SB_.PCI0._INI`. */
  readonly path: string;
  readonly error?: AmlError;
}

/** Present, enabled, shown, functioning, with a battery: a device without _STA (ACPI 6.4 section 6.3.7). */
const ALL = 0x1fn;
const PRESENT = 0x01n;
const FUNCTIONING = 0x08n;
const CONNECT = 1n;
const EMBEDDED_CONTROLLER = 'PNP0C09';

/** Spaces that are always there: no _REG tells of them (ACPI 6.4 section 6.5.4). */
const ALWAYS: ReadonlySet<number> = new Set([REGION_SPACE.SystemMemory, REGION_SPACE.SystemIO]);

const DEVICES: ReadonlySet<string> = new Set(['device', 'processor', 'thermal-zone']);

/**
 * Brings the machine to life as a kernel does once all tables are loaded (ACPICA nsinit.c: acpi_ns_initialize_devices):
 * `\_INI` and `\_SB._INI`, then each _REG of a region whose address space has a handler, then _INI of every device that is
 * there by its _STA, parents before children. A device that is not there and does not function hides those below it.
 * @returns the methods that were run, in that order; an error in one does not keep the next from running
 */
export const initialiseNamespace = (interpreter: AmlInterpreter): InitialisationCall[] => {
  const calls: InitialisationCall[] = [];
  const run = (path: string, operands: readonly bigint[] = []): void => {
    try {
      interpreter.evaluate(
        path,
        operands.map((value) => ({ type: 'integer', value })),
      );
      calls.push({ path });
    } catch (error) {
      if (!(error instanceof AmlError)) throw error;
      calls.push({ path, error });
    }
  };
  const { root } = interpreter;
  const below = (node: NamespaceNode | undefined, name: string): string | undefined =>
    node?.child(name)?.path;
  const system = root.child('_SB_');
  for (const path of [below(root, '_INI'), below(system, '_INI')]) if (path !== undefined) run(path);

  for (const { path, space } of connections(interpreter)) run(path, [BigInt(space), CONNECT]);

  const visit = (node: NamespaceNode): void => {
    for (const child of node.children) {
      if (child.aliasOf !== undefined) continue;
      if (DEVICES.has(child.object?.type ?? '')) {
        const status = statusOf(interpreter, child);
        if ((status & PRESENT) !== 0n) {
          const path = child === system ? undefined : below(child, '_INI');
          if (path !== undefined) run(path);
        } else if ((status & FUNCTIONING) === 0n) continue;
      }
      visit(child);
    }
  };
  visit(root);
  return calls;
};

/** What _STA says; a device whose _STA fails is taken for absent. */
const statusOf = (interpreter: AmlInterpreter, device: NamespaceNode): bigint => {
  const path = device.child('_STA')?.path;
  if (path === undefined) return ALL;
  try {
    return interpreter.evaluateInteger(path);
  } catch (error) {
    if (error instanceof AmlError) return 0n;
    throw error;
  }
};

interface Connection {
  readonly path: string;
  readonly space: number;
}

/** The _REG methods to run: one for each region of a handled space, beside which it stands. */
const connections = (interpreter: AmlInterpreter): Connection[] => {
  const found: Connection[] = [];
  const handled = interpreter.handledSpaces.filter((space) => !ALWAYS.has(space));
  const regionsIn = (node: NamespaceNode): OperationRegion[] =>
    node.children.flatMap(({ object }) => (object?.type === 'operation-region' ? [object] : []));
  for (const space of handled) {
    const visit = (node: NamespaceNode): void => {
      const method = node.child('_REG')?.path;
      const regions = regionsIn(node).filter(
        (region) => region.space === space && region.table === undefined,
      );
      // A controller that has no region of its own is told all the same: others reach it (ACPICA: orphan _REG methods).
      const orphan =
        space === REGION_SPACE.EmbeddedControl && regions.length === 0 && isController(interpreter, node);
      if (method !== undefined)
        for (let times = orphan ? 1 : regions.length; times > 0; times--) found.push({ path: method, space });
      for (const child of node.children) if (child.aliasOf === undefined) visit(child);
    };
    visit(interpreter.root);
  }
  return found;
};

const isController = (interpreter: AmlInterpreter, { path, object }: NamespaceNode): boolean => {
  if (object?.type !== 'device' || !interpreter.has(`${path}._HID`)) return false;
  try {
    const id = interpreter.evaluate(`${path}._HID`);
    return (id?.type === 'integer' || id?.type === 'string') && hardwareId(id.value) === EMBEDDED_CONTROLLER;
  } catch (error) {
    if (error instanceof AmlError) return false;
    throw error;
  }
};
