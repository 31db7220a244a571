import { FormatError } from '@warmboot/format';
import type { AddressRange } from '@warmboot/address';
import { covers, bareHex, ADDRESS_LIMIT, SortedMap } from '@warmboot/address';
import { classifyLinuxName, type ClassifyResource } from './classify.js';
import { preorder } from './preorder.js';
import { lastAddress } from './resource-text.js';
import { makeResource, type Resource } from './resource.js';
import { IOMEM_ROOT, type ResourceTree } from './tree.js';

export type { ClassifyResource } from './classify.js';

const FORMAT = '/proc/iomem';

/** Depths from here on look alike in the text. kernel/resource.c:MAX_IORES_LEVEL */
const MAX_SHOWN_DEPTH = 5;

/** Who reads. */
export interface IomemReader {
  /** Whether the file was opened with CAP_SYS_ADMIN; without it every address reads as zero. Default true. */
  readonly privileged?: boolean;
}

/**
 * The text of /proc/iomem (or /proc/ioports, for a tree whose root ends within 64 KiB), byte for byte.
 * core R1.18 and section 1.4; kernel/resource.c:r_show
 */
export const printIomem = (tree: ResourceTree, { privileged = true }: IomemReader = {}): string => {
  const width = tree.root.end <= 0x1_0000 ? 4 : 8;
  const lines: string[] = [];
  for (const { resource, depth } of preorder(tree.root)) {
    const indent = '  '.repeat(Math.min(depth, MAX_SHOWN_DEPTH));
    const start = bareHex(privileged ? resource.start : 0, width);
    const last = bareHex(privileged ? lastAddress(resource) : 0, width);
    lines.push(`${indent}${start}-${last} : ${resource.name}\n`);
  }
  return lines.join('');
};

/**
 * Reads the text of /proc/iomem back. `classify` supplies what the text does not tell. Where the indentation is
 * capped, a line belongs to the innermost node that contains it: siblings are disjoint, so that is exact. A PCI window that
 * was joined to its neighbour, of which `00000000-00000000` is left among its siblings, lies nowhere and is no node.
 * core R1.18
 * @param root gives the span and the attributes of the root; its own children play no part
 * @throws FormatError for a line that is not of the format, nodes that overlap, are out of order or stick out
 * of their parent, and a text whose addresses are all zero because its reader lacked CAP_SYS_ADMIN
 */
export const parseIomem = (
  text: string,
  classify: ClassifyResource = classifyLinuxName,
  root: Resource = IOMEM_ROOT,
): ResourceTree => {
  const lines = readLines(text);
  if (lines.length > 0 && lines.every(({ start, end }) => start === 0 && end === 1)) {
    throw new FormatError({
      format: FORMAT,
      line: 1,
      column: 1 + lines[0]!.indent,
      field: 'every address',
      found: 'zero: the kernel hides addresses from a reader without CAP_SYS_ADMIN',
      allowed: 'a copy that was read with CAP_SYS_ADMIN, for instance as root',
      advice: 'Where memory lies is all that matters here: record it again as root.',
    });
  }
  const open: OpenNode[] = [{ node: root, children: [], free: root.start }];
  for (const line of lines) {
    if (isEmptied(line) && !hasPlace(open, line)) continue;
    const parent = openParent(open, line);
    const { start, end, name } = line;
    const { flags, desc } = classify({ name, depth: open.length - 1, range: { start, end } }, parent.node);
    parent.free = end;
    open.push({ node: makeResource({ start, end, name, flags, desc }), children: [], free: start });
  }
  closeTo(open, 1);
  return { root: { ...root, children: SortedMap.of(open[0]!.children) } };
};

/** A node whose children are still being read. */
interface OpenNode {
  readonly node: Resource;
  readonly children: [number, Resource][];
  /** The lowest address that the next child may have. */
  free: number;
}

interface ReadLine extends AddressRange {
  readonly number: number;
  /** Spaces. */
  readonly indent: number;
  readonly name: string;
}

const fault = (line: number, column: number, field: string, found: string, allowed: string): FormatError =>
  new FormatError({ format: FORMAT, line, column, field, found, allowed });

const quote = (text: string): string => JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);

const LINE = /^( *)([0-9a-f]{1,16})-([0-9a-f]{1,16}) : (\P{Cc}*)$/u;

/** Digits of addresses that are exact as numbers. */
const EXACT_DIGITS = 13;

const readLines = (text: string): ReadLine[] => {
  if (text === '') return [];
  const lines = (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
  return lines.map((line, index) => readLine(line, index + 1));
};

const readLine = (line: string, number: number): ReadLine => {
  const match = LINE.exec(line);
  if (match === null) {
    throw fault(number, 1, 'line', quote(line), '<start>-<end> : <name>, addresses in lower-case hex');
  }
  const indent = match[1]!.length;
  if (indent % 2 !== 0 || indent > 2 * MAX_SHOWN_DEPTH) {
    throw fault(number, 1, 'indentation', `${indent} spaces`, `an even number up to ${2 * MAX_SHOWN_DEPTH}`);
  }
  const [first, last] = [match[2]!, match[3]!];
  const lastColumn = 1 + indent + first.length + 1;
  if (first.length < EXACT_DIGITS && last.length < EXACT_DIGITS) {
    const [low, high] = [Number.parseInt(first, 16), Number.parseInt(last, 16)];
    if (low <= high) return { number, indent, start: low, end: high + 1, name: match[4]! };
  }
  const start = BigInt(`0x${first}`);
  const end = BigInt(`0x${last}`) + 1n;
  const limit = BigInt(ADDRESS_LIMIT);
  if (start >= limit) throw fault(number, 1 + indent, 'start', `0x${first}`, 'an address below 2^53');
  if (end <= start) throw fault(number, lastColumn, 'end', `0x${last}`, `an address from 0x${first} on`);
  if (end >= limit && end !== 2n ** 64n) {
    throw fault(number, lastColumn, 'end', `0x${last}`, 'an address below 2^53 - 1, or the last of 64 bits');
  }
  return {
    number,
    indent,
    start: Number(start),
    end: end >= limit ? ADDRESS_LIMIT : Number(end),
    name: match[4]!,
  };
};

/**
 * What the text has for a node that was emptied: one byte at zero. Linux 5.16 to 6.4 leave PCI windows so that they joined to
 * their neighbours. drivers/pci/probe.c:pci_register_host_bridge
 */
const isEmptied = ({ start, end }: AddressRange): boolean => start === 0 && end === 1;

/** Whether a node may begin at zero here, as the first of a parent that does. */
const hasPlace = (open: readonly OpenNode[], line: ReadLine): boolean => {
  const parent = open[line.indent / 2];
  return parent === undefined || (covers(parent.node, line) && parent.free <= line.start);
};
/** `00100000-7fffffff` */
const rangeText = (range: AddressRange): string =>
  `${bareHex(range.start, 8)}-${bareHex(lastAddress(range), 8)}`;

/** Closes what the line is not inside of, and answers the node that it belongs to. */
const openParent = (open: OpenNode[], line: ReadLine): OpenNode => {
  const depth = line.indent / 2;
  if (depth >= open.length) {
    const allowed = `at most ${2 * (open.length - 1)} spaces: one level below the line before it`;
    throw fault(line.number, 1, 'indentation', `${line.indent} spaces`, allowed);
  }
  if (depth < MAX_SHOWN_DEPTH) closeTo(open, depth + 1);
  else
    while (open.length > MAX_SHOWN_DEPTH + 1 && !covers(open.at(-1)!.node, line))
      closeTo(open, open.length - 1);

  const parent = open.at(-1)!;
  if (!covers(parent.node, line)) {
    const { name } = parent.node;
    throw fault(
      line.number,
      1 + line.indent,
      'range',
      rangeText(line),
      `a range inside its parent ${quote(name)}, ${rangeText(parent.node)}`,
    );
  }
  if (line.start < parent.free) {
    const allowed = `a start from ${bareHex(parent.free, 8)} on: siblings ascend and do not overlap`;
    throw fault(line.number, 1 + line.indent, 'range', rangeText(line), allowed);
  }
  return parent;
};

const closeTo = (open: OpenNode[], length: number): void => {
  while (open.length > length) {
    const { node, children } = open.pop()!;
    const closed = children.length === 0 ? node : { ...node, children: SortedMap.of(children) };
    open.at(-1)!.children.push([closed.start, closed]);
  }
};
