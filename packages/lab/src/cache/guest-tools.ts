import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../failure/lab-error.js';
import { linkedTo } from '../initramfs/shared-libraries.js';
import type { Board } from '../board/board.js';
import { DebianArchive, unpackPackage } from './debian-archive.js';

/** A file of a guest: where it is in the guest, and where on this machine. */
export interface GuestFile {
  readonly path: string;
  readonly source: string;
}

/** The programs of a guest and what they stand on. */
export interface GuestTools {
  readonly files: readonly GuestFile[];
  /** Release of kexec-tools: `2.0.25`. */
  readonly kexecTools: string;
}

/** Programs from elsewhere instead of Debian's. */
export interface OwnTools {
  readonly busybox?: string | undefined;
  readonly kexec?: string | undefined;
}

/** Where the packages put the programs. */
const PROGRAMS = { busybox: 'bin/busybox', kexec: 'sbin/kexec', perl: 'usr/bin/perl' } as const;

/** The file of a program in the folder that packages were unpacked into: suites after bookworm have all of it below /usr. */
const unpacked = (folder: string, path: string): string =>
  [join(folder, path), join(folder, 'usr', path)].find((file) => existsSync(file)) ?? join(folder, path);

const PACKAGES = ['busybox-static', 'kexec-tools', 'perl-base'];

/** Modules of perl that the guest's scripts use. */
const PERL_FILES =
  /\/(strict|warnings|Fcntl|Errno|Exporter|XSLoader|overload|overloading|constant|vars)(\.pm|\/register\.pm)$|\/(Fcntl|Errno)\.so$/;

const toolsFolder = (cache: string, { debian }: Board): string => join(cache, 'tools', debian);

/**
 * Fetches the guest's programs of an architecture into the cache; does nothing where they are.
 * @param suite of Debian, instead of the machine's own
 * @throws LabError
 */
export const fetchGuestTools = async (cache: string, board: Board, suite?: string): Promise<void> => {
  const folder = toolsFolder(cache, board);
  if (existsSync(join(folder, 'release'))) return;
  const archive = new DebianArchive(join(cache, 'apt', board.debian), board.debian, suite);
  const fresh = `${folder}.new`;
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  const had = new Set<string>();
  // Libraries are in packages that the programs' packages depend on, and those on others: no more are fetched than it takes.
  for (let wanted = PACKAGES; wanted.length > 0;) {
    for (const name of wanted) {
      had.add(name);
      await unpackPackage(await archive.download(name), fresh);
    }
    if (missingLibraries(fresh).length === 0) break;
    const next: string[] = [];
    for (const name of wanted) next.push(...(await archive.depends(name)));
    wanted = [...new Set(next)].filter((name) => /^(lib|zlib)/.test(name) && !had.has(name));
  }
  const missing = missingLibraries(fresh);
  if (missing.length > 0) {
    throw new LabError(
      `no package of ${board.debian} that kexec-tools or perl-base depend on has ${missing.join(', ')}`,
    );
  }
  const release = (await archive.version('kexec-tools'))!.replace(/^\d+:/, '').replace(/-[^-]*$/, '');
  writeFileSync(join(fresh, 'release'), `${release}\n`);
  rmSync(folder, { recursive: true, force: true });
  renameSync(fresh, folder);
};

/** What is in the cache, and from elsewhere. @throws LabError where nobody fetched it */
export const guestTools = (cache: string, board: Board, own: OwnTools = {}): GuestTools => {
  const folder = toolsFolder(cache, board);
  if (!existsSync(join(folder, 'release'))) {
    throw new LabError(
      `the guest’s programs for ${board.name} are not there: run warmboot lab setup --arch ${board.name}`,
    );
  }
  const programs = Object.entries(PROGRAMS).map(([name, path]) => ({
    path,
    source: (name === 'perl' ? undefined : own[name as keyof OwnTools]) ?? unpacked(folder, path),
  }));
  const { found } = closure(folder, programs);
  return {
    files: [...programs, ...found, ...perlFiles(folder)],
    kexecTools: readFileSync(join(folder, 'release'), 'utf8').trim(),
  };
};

const perlFiles = (folder: string): GuestFile[] =>
  ['usr/lib', 'usr/share']
    .map((path) => join(folder, path))
    .filter((path) => existsSync(path))
    .flatMap((path) => below(path))
    .filter((source) => PERL_FILES.test(source))
    .map((source) => ({ path: source.slice(folder.length + 1), source }));

const below = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name));

const missingLibraries = (folder: string): string[] =>
  closure(
    folder,
    Object.values(PROGRAMS).map((path) => ({ path, source: unpacked(folder, path) })),
  ).missing;

/** The libraries that programs want, and those want: found below a folder, or missing. */
const closure = (
  folder: string,
  programs: readonly GuestFile[],
): { readonly found: readonly GuestFile[]; readonly missing: string[] } => {
  const libraries = new Map<string, string>();
  for (const source of ['lib', 'lib64', 'usr/lib']
    .map((path) => join(folder, path))
    .filter((path) => existsSync(path))
    .flatMap(below)) {
    const name = source.slice(source.lastIndexOf('/') + 1);
    if (/\.so(\.|$)/.test(name) && !libraries.has(name)) libraries.set(name, source);
  }
  const found = new Map<string, GuestFile>();
  const missing = new Set<string>();
  const visit = ({ source }: GuestFile): void => {
    const { loader, libraries: names } = linkedTo(readFileSync(source), source);
    for (const wanted of loader === undefined ? names : [loader, ...names]) {
      const name = wanted.slice(wanted.lastIndexOf('/') + 1);
      if (found.has(name)) continue;
      const library = libraries.get(name);
      if (library === undefined) {
        missing.add(name);
        continue;
      }
      // A loader has a place of its own; libraries are looked for in /lib (ld.so(8)).
      const file = {
        path: wanted.includes('/') ? wanted.slice(1) : `lib/${name}`,
        source: resolved(folder, library),
      };
      found.set(name, file);
      visit(file);
    }
  };
  for (const program of programs) if (existsSync(program.source)) visit(program);
  return { found: [...found.values()], missing: [...missing] };
};

/** The file behind links; absolute ones lead into the folder, as they do in the guest. */
const resolved = (folder: string, path: string): string => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  try {
    const real = realpathSync(path);
    if (real.startsWith(realpathSync(folder))) return real;
  } catch {
    // A link that leads out of the folder leads nowhere here.
  }
  const inside = ['lib', 'usr/lib']
    .map((part) => join(folder, part))
    .filter((part) => existsSync(part))
    .flatMap(below)
    .find((other) => other !== path && other.endsWith(`/${name}`));
  if (inside === undefined) throw new LabError(`${path} leads nowhere`);
  return inside;
};
