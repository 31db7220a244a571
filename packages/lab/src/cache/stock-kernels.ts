import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Board } from '../board/board.js';
import { LabError } from '../failure/lab-error.js';
import { DebianArchive, unpackPackage } from './debian-archive.js';

/** A kernel that a guest can boot. */
export interface GuestKernel {
  /** For people: `debian-6.12`, or the path of a file. */
  readonly name: string;
  readonly image: string;
  /** Its configuration, where there is a file. */
  readonly config?: string;
  /** Where its modules are, where there are any. */
  readonly modules?: string;
}

/** `debian`, or `debian-6.12` for a version that it has beside its own. */
const WORD = /^debian(?:-(\d+\.\d+))?$/;

/** Whether a word names a kernel of a distribution and no file. */
export const isStockKernel = (word: string): boolean => WORD.test(word);

const kernelFolder = (cache: string, { debian }: Board, word: string): string =>
  join(cache, 'kernels', debian, word);

/**
 * Fetches a kernel of Debian into the cache; does nothing where it is.
 * @param suite of Debian, instead of the machine's own
 * @throws LabError
 */
export const fetchStockKernel = async (
  cache: string,
  board: Board,
  word: string,
  suite?: string,
): Promise<void> => {
  const [, version] = WORD.exec(word) ?? [];
  const folder = kernelFolder(cache, board, word);
  if (existsSync(join(folder, 'release'))) return;
  const archive = new DebianArchive(join(cache, 'apt', board.debian), board.debian, suite);
  const meta = ['linux-image', ...(version === undefined ? [] : [version]), board.debian].join('-');
  const name = (await archive.depends(meta)).find((other) => other.startsWith('linux-image-'));
  if (name === undefined) throw new LabError(`${meta} names no kernel`);
  const fresh = `${folder}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  const file = await archive.download(name);
  await unpackPackage(file, fresh);
  rmSync(file);
  // Firmware and most modules are for machines that no guest has.
  const modules = ['lib/modules', 'usr/lib/modules'].map((path) => join(fresh, path)).find(existsSync);
  const release = modules && readdirSync(modules)[0];
  if (modules === undefined || release === undefined)
    throw new LabError(`${name} has no modules, which tell its release`);
  const drivers = join(modules, release, 'kernel/drivers');
  if (existsSync(join(drivers, 'virtio'))) renameSync(join(drivers, 'virtio'), join(fresh, 'modules'));
  for (const path of ['lib', 'usr']) rmSync(join(fresh, path), { recursive: true, force: true });
  writeFileSync(join(fresh, 'release'), `${release}\n`);
  rmSync(folder, { recursive: true, force: true });
  renameSync(fresh, folder);
};

/** Words of the kernels in the cache for an architecture. */
export const stockKernels = (cache: string, { debian }: Board): string[] => {
  const folder = join(cache, 'kernels', debian);
  return existsSync(folder) ? readdirSync(folder).filter(isStockKernel).toSorted() : [];
};

/**
 * The kernel of a word, or of a file.
 * @throws LabError where it is not there
 */
export const guestKernel = (cache: string, board: Board, word: string): GuestKernel => {
  if (!isStockKernel(word)) {
    if (existsSync(word)) return ownKernel(word);
    throw new LabError(`${word}: there is no such kernel; allowed: a file, debian or debian-VERSION`);
  }
  const folder = kernelFolder(cache, board, word);
  if (!existsSync(join(folder, 'release'))) {
    throw new LabError(
      `${word} is not there for ${board.name}: run warmboot lab setup --arch ${board.name} --kernel ${word}`,
    );
  }
  const release = readFileSync(join(folder, 'release'), 'utf8').trim();
  const modules = join(folder, 'modules');
  // Kernels that are packed by themselves have a z; those of riscv64 are not.
  const image = ['vmlinuz', 'vmlinux']
    .map((name) => join(folder, 'boot', `${name}-${release}`))
    .find((file) => existsSync(file));
  if (image === undefined)
    throw new LabError(`${folder} has no kernel: remove it, and run warmboot lab setup again`);
  return {
    name: word,
    image,
    config: join(folder, 'boot', `config-${release}`),
    ...(existsSync(modules) ? { modules } : {}),
  };
};

/** A kernel file: its configuration is where a distribution or a build tree leaves it. */
const ownKernel = (image: string): GuestKernel => {
  const folder = image.slice(0, image.lastIndexOf('/') + 1);
  const release = /vmlinu[zx]-([^/]+)$/.exec(image)?.[1];
  const candidates = [
    ...(release === undefined ? [] : [`${folder}config-${release}`]),
    // arch/x86/boot/bzImage, arch/arm64/boot/Image
    `${folder}../../../.config`,
  ];
  const config = candidates.find((path) => existsSync(path));
  return { name: image, image, ...(config === undefined ? {} : { config }) };
};
