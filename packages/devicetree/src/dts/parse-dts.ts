import type { DeviceNode, DeviceTree } from '../device-tree.js';
import { propertyOf } from '../node-path.js';
import { checkSource } from './check-source.js';
import { parseSource, type SourceFiles } from './parse-source.js';
import { SourceResolver } from './resolve-source.js';

/** What {@link parseDts} may be told beside the text. */
export interface DtsOptions extends SourceFiles {
  /** Whether labels go to `/__symbols__`, so that overlays can refer to them: dtc's `-@`. Not unless told. */
  readonly symbols?: boolean | undefined;
}

/**
 * Compiles devicetree source to the tree that dtc makes of it, phandles, `/__symbols__`, `/__fixups__` and
 * `/__local_fixups__` included. The C preprocessor is not part of it; its line marks are understood.
 *
 * @throws FormatError that names file, line and column: for what dtc calls an error. What dtc only warns of passes.
 *
 * @example
 * const tree = parseDts('/dts-v1/; / { serial: uart@9000000 { }; chosen { stdout-path = &serial; }; };');
 */
export const parseDts = (text: string, options: DtsOptions = {}): DeviceTree => {
  const source = parseSource(text, options);
  checkSource(source.tree);
  const root = new SourceResolver(source).resolve(options.symbols ?? false);
  return { version: 17, bootCpu: firstCpu(root), reservations: source.reservations, root };
};

/** The `reg` of the first node of /cpus, which dtc takes for the CPU that boots. */
const firstCpu = (root: DeviceNode): number => {
  const cpu = root.children.find(({ name }) => name === 'cpus')?.children[0];
  const reg = cpu && propertyOf(cpu, 'reg')?.value;
  return reg?.length === 4 ? new DataView(reg.buffer, reg.byteOffset, 4).getUint32(0) : 0;
};
