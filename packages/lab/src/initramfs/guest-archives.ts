import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { ArchiveEntry } from './cpio.js';
import { concatenated, cpioArchive } from './cpio.js';

/** What the guest's own programs are: this package brings them, wherever a bundle of its modules may lie. */
const GUEST = fileURLToPath(new URL('guest/', import.meta.resolve('@warmboot/lab/package.json')));

/** Modules for virtio-mem; each stands on some of those before it. */
const MODULE_ORDER = [
  'virtio_ring',
  'virtio',
  'virtio_pci_legacy_dev',
  'virtio_pci_modern_dev',
  'virtio_pci',
  'virtio_mem',
];

/** What goes into the first file system of a guest. */
export interface GuestContents {
  readonly tools: readonly { readonly path: string; readonly source: string }[];
  /** Folder with modules for virtio-mem; undefined for a guest that has no such device. */
  readonly modules?: string | undefined;
  /** The kernel that the guest loads. */
  readonly kernel: string;
}

/** The archives of a guest. */
export interface GuestArchives {
  /** What QEMU gives the first kernel: the next kernel and its initrd below /boot, then the same programs. */
  readonly first: Uint8Array;
  /** What the guest loads with a kernel: its programs, packed. */
  readonly next: Uint8Array;
}

const file = (path: string, source: string, executable = false): ArchiveEntry => ({
  kind: 'file',
  path,
  bytes: readFileSync(source),
  executable,
});

const modulesOf = (folder: string | undefined): string[] => {
  const names = folder !== undefined && existsSync(folder) ? readdirSync(folder) : [];
  return MODULE_ORDER.flatMap((name) => names.filter((found) => found.split('.')[0] === name));
};

/** Makes the archives of a guest. */
export const guestArchives = ({ tools, modules, kernel }: GuestContents): GuestArchives => {
  const taken = modulesOf(modules);
  const programs: ArchiveEntry[] = [
    { kind: 'device', path: 'dev/console', major: 5, minor: 1 },
    file('init', join(GUEST, 'init'), true),
    ...['agent', 'kload.pl', 'kfile.pl', 'kmsg.pl'].map((name) => file(`lab/${name}`, join(GUEST, name))),
    ...tools.map(({ path, source }) => file(path, source, true)),
    ...taken.map((name) => file(`lab/modules/${name}`, join(modules!, name))),
    {
      kind: 'file',
      path: 'lab/modules.list',
      bytes: new TextEncoder().encode(taken.map((name) => `${name}\n`).join('')),
    },
  ];
  const next = gzipSync(cpioArchive(programs), { level: 9 });
  const boot = cpioArchive([file('boot/kernel', kernel), { kind: 'file', path: 'boot/initrd', bytes: next }]);
  return { first: concatenated([boot, next]), next };
};
