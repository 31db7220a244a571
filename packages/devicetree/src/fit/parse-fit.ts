import { FormatError } from '@warmboot/format';
import type { DeviceNode, Property } from '../device-tree.js';
import { readHeader } from '../header.js';
import { propertyOf } from '../node-path.js';
import { parseDtb } from '../parse-dtb.js';
import { readString, readStringList, readU32, valueFault } from '../read-property.js';
import { ByteReader } from '@warmboot/format';

/** What an image must hash to. */
export interface FitHash {
  /** Name of its node: `hash-1`. */
  readonly node: string;
  /** `crc32`, `sha256`, ... as the image writes it. */
  readonly algorithm: string;
  readonly value: Uint8Array;
}

/** A kernel, devicetree, ramdisk or another part of a FIT. */
export interface FitImage {
  /** Name of its node: `kernel-1`. Configurations refer to it. */
  readonly name: string;
  readonly description: string | undefined;
  /** `kernel`, `flat_dt`, `ramdisk`, `firmware`, ... */
  readonly type: string | undefined;
  readonly arch: string | undefined;
  readonly os: string | undefined;
  /** `none`, `gzip`, `lzma`, ...: how its data is packed. Nothing is unpacked here. */
  readonly compression: string | undefined;
  /** Physical address that it is put at. */
  readonly load: bigint | undefined;
  /** Physical address of its first instruction. */
  readonly entry: bigint | undefined;
  readonly data: Uint8Array;
  readonly hashes: readonly FitHash[];
  /** Names of `signature-...` nodes; signatures are not checked. */
  readonly signatures: readonly string[];
}

/** Images that are started together. */
export interface FitConfiguration {
  readonly name: string;
  readonly description: string | undefined;
  /** Names of images by what they are for: `kernel`, `fdt`, `ramdisk`, `firmware`, `loadables`, ... */
  readonly images: Readonly<Record<string, readonly string[]>>;
  /** What `compatible` says of the board that it is for. */
  readonly compatible: readonly string[];
  readonly signatures: readonly string[];
}

/** U-Boot's flattened image tree. */
export interface Fit {
  readonly description: string | undefined;
  /** Seconds since 1970, when the image says so. */
  readonly timestamp: number | undefined;
  readonly images: readonly FitImage[];
  readonly configurations: readonly FitConfiguration[];
  /** Name of the configuration that is taken where nobody chooses. */
  readonly defaultConfiguration: string | undefined;
}

/** Properties of a configuration that name images. U-Boot, doc/usage/fit/source_file_format.rst. */
const ROLES = [
  'kernel',
  'fdt',
  'ramdisk',
  'firmware',
  'loadables',
  'script',
  'fpga',
  'setup',
  'standalone',
  'tee',
  'tfa-bl31',
];

/** Whether a tree is a FIT: it has `/images`. */
export const isFit = (root: DeviceNode): boolean => root.children.some(({ name }) => name === 'images');

/**
 * Reads a FIT (`.itb`, `fitImage`): images with their data, wherever it lies - in the tree (`data`), behind it (`data-offset`)
 * or at a place in the file (`data-position`) - and configurations. Flat Image Tree Specification v0.8.
 *
 * @param bytes the whole file, external data included
 * @throws FormatError that names the image: for data that is not in the file, and for a configuration's image that is missing
 */
export const parseFit = (bytes: Uint8Array): Fit => {
  const { root } = parseDtb(bytes);
  const { totalSize } = readHeader(new ByteReader(bytes, 'dtb', 'big'));
  const images = root.children.find(({ name }) => name === 'images');
  if (images === undefined) throw fault('/images', 'missing', 'the images of a FIT');
  // What is outside the tree begins at the next whole word behind it.
  const external = Math.ceil(totalSize / 4) * 4;
  const parsed = images.children.map((node) => imageOf(node, bytes, external));
  const names = new Set(parsed.map(({ name }) => name));
  const configurations = root.children.find(({ name }) => name === 'configurations');
  return {
    description: optionalText(root, 'description'),
    timestamp: optionalNumber(root, 'timestamp'),
    images: parsed,
    configurations: (configurations?.children ?? []).map((node) => configurationOf(node, names)),
    defaultConfiguration: configurations && optionalText(configurations, 'default'),
  };
};

const fault = (field: string, found: string, allowed: string): FormatError =>
  new FormatError({ format: 'FIT', field, found, allowed });

const optionalText = (node: DeviceNode, name: string): string | undefined => {
  const property = propertyOf(node, name);
  return property && readString(property);
};

const optionalNumber = (node: DeviceNode, name: string): number | undefined => {
  const property = propertyOf(node, name);
  return property && readU32(property);
};

/** An address of one cell or two. */
const optionalAddress = (node: DeviceNode, name: string): bigint | undefined => {
  const property = propertyOf(node, name);
  return property && addressIn(property);
};

const addressIn = (property: Property): bigint => {
  const { value } = property;
  if (value.length !== 4 && value.length !== 8)
    throw valueFault(property, `${value.length} bytes long`, '4 or 8 bytes');
  return value.reduce((address, byte) => (address << 8n) | BigInt(byte), 0n);
};

const namesLike = (node: DeviceNode, prefix: string): DeviceNode[] =>
  node.children.filter(({ name }) => name.startsWith(prefix));

const imageOf = (node: DeviceNode, bytes: Uint8Array, external: number): FitImage => ({
  name: node.name,
  description: optionalText(node, 'description'),
  type: optionalText(node, 'type'),
  arch: optionalText(node, 'arch'),
  os: optionalText(node, 'os'),
  compression: optionalText(node, 'compression'),
  load: optionalAddress(node, 'load'),
  entry: optionalAddress(node, 'entry'),
  data: dataOf(node, bytes, external),
  hashes: namesLike(node, 'hash').flatMap((hash): FitHash[] => {
    const value = propertyOf(hash, 'value')?.value;
    return value === undefined
      ? []
      : [{ node: hash.name, algorithm: optionalText(hash, 'algo') ?? 'none', value }];
  }),
  signatures: namesLike(node, 'signature').map(({ name }) => name),
});

const dataOf = (node: DeviceNode, bytes: Uint8Array, external: number): Uint8Array => {
  const inside = propertyOf(node, 'data');
  if (inside !== undefined) return inside.value;
  const position = optionalNumber(node, 'data-position');
  const offset = optionalNumber(node, 'data-offset');
  const size = optionalNumber(node, 'data-size');
  if ((position === undefined && offset === undefined) || size === undefined) {
    throw fault(
      `/images/${node.name}`,
      'without data',
      'data, or data-size and one of data-offset and data-position',
    );
  }
  const start = position ?? external + (offset as number);
  if (start + size > bytes.length) {
    throw fault(
      `the data of /images/${node.name}`,
      `bytes ${start} to ${start + size} of the file`,
      `the ${bytes.length} that it has`,
    );
  }
  return bytes.slice(start, start + size);
};

const configurationOf = (node: DeviceNode, images: ReadonlySet<string>): FitConfiguration => {
  const named: Record<string, readonly string[]> = {};
  for (const role of ROLES) {
    const property = propertyOf(node, role);
    if (property === undefined) continue;
    const names = readStringList(property);
    const missing = names.find((name) => !images.has(name));
    if (missing !== undefined) {
      throw fault(`${role} of /configurations/${node.name}`, missing, 'a node of /images');
    }
    named[role] = names;
  }
  const compatible = propertyOf(node, 'compatible');
  return {
    name: node.name,
    description: optionalText(node, 'description'),
    images: named,
    compatible: compatible === undefined ? [] : readStringList(compatible),
    signatures: namesLike(node, 'signature').map(({ name }) => name),
  };
};
