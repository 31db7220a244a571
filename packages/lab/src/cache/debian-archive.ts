import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../failure/lab-error.js';
import { runTool } from './run-tool.js';

/** Settings that keep apt out of the system: lists, archives and state of its own, for one architecture. */
const settings = (folder: string, architecture: string): string[] =>
  Object.entries({
    'APT::Architecture': architecture,
    'APT::Architectures': architecture,
    'APT::Sandbox::User': '',
    'Dir::State': join(folder, 'state'),
    'Dir::State::status': '/dev/null',
    'Dir::Cache': folder,
    'Acquire::Languages': 'none',
    'Acquire::Retries': '0',
    'Acquire::http::Timeout': '20',
    'Acquire::https::Timeout': '20',
  }).flatMap(([name, value]) => ['-o', `${name}=${value}`]);

/** The keys that sign Debian's suites, where Debian's own package puts them. */
const KEYS = '/usr/share/keyrings/debian-archive-keyring.gpg';

/** What apt says of the lists of packages that it reads: where, and of what suite. */
const TARGETS = ['indextargets', '--format', '$(REPO_URI) $(CODENAME) $(COMPONENT)', 'Created-By: Packages'];

/** From where this machine has Debian's packages. @throws LabError */
const mirror = async (): Promise<string> => {
  const text = await runTool('apt-get', TARGETS, 'cannot ask from where packages come');
  // A suite's own lists, and not its updates; a suite of Debian has one word.
  const [, place] = /^(\S+) [a-z]+ main$/m.exec(text) ?? [];
  if (place === undefined)
    throw new LabError('this machine’s apt has no suite of Debian, and --suite needs its mirror');
  return place;
};

/**
 * Debian's packages for one architecture, fetched and unpacked without the rights of root: what the machine's own apt is
 * told of suites and keys holds, and everything else is in a folder.
 */
export class DebianArchive {
  readonly #folder: string;
  readonly #architecture: string;
  readonly #settings: string[];
  readonly #suite: string | undefined;
  #updated = false;

  /**
   * @param architecture in Debian's words, `amd64`
   * @param suite instead of the machine's own: `trixie`
   */
  constructor(folder: string, architecture: string, suite?: string) {
    this.#folder = folder;
    this.#architecture = architecture;
    this.#suite = suite;
    this.#settings = ['-qq', ...settings(folder, architecture)];
    for (const path of ['state/lists/partial', 'archives/partial']) {
      mkdirSync(join(folder, path), { recursive: true });
    }
  }

  /** Names of the packages that one depends on. @throws LabError for one that is not there */
  async depends(name: string): Promise<string[]> {
    const text = await this.#cache('depends', name);
    return [...text.matchAll(/^ *\|?(?:Pre)?Depends: ([a-z0-9][a-z0-9.+-]*)/gm)].map(([, other]) => other!);
  }

  /** The version that would be fetched; undefined where there is none. */
  async version(name: string): Promise<string | undefined> {
    const text = await this.#cache('policy', name);
    const [, version] = /^ *Candidate: (\S+)$/m.exec(text) ?? [];
    return version === '(none)' ? undefined : version;
  }

  /** Fetches a package. @returns its file. @throws LabError */
  async download(name: string): Promise<string> {
    await this.#update();
    const folder = join(this.#folder, 'archives', `fetch-${name}`);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const why = `cannot fetch ${name} for ${this.#architecture}`;
    await runTool('apt-get', [...this.#settings, 'download', name], why, folder);
    const file = readdirSync(folder).find((found) => found.endsWith('.deb'));
    if (file === undefined) throw new LabError(`${why}: apt-get left no package`);
    const kept = join(this.#folder, 'archives', file);
    renameSync(join(folder, file), kept);
    rmSync(folder, { recursive: true });
    return kept;
  }

  async #cache(...words: readonly string[]): Promise<string> {
    await this.#update();
    const why = `cannot ask for ${words.join(' ')} of ${this.#architecture}`;
    return runTool('apt-cache', [...this.#settings, ...words], why);
  }

  /** Reads the lists of packages, once. */
  async #update(): Promise<void> {
    if (this.#updated) return;
    if (!existsSync('/etc/apt')) {
      throw new LabError(
        'packages come from Debian’s apt, and this machine has none: name --busybox, --kexec and --kernel instead',
      );
    }
    if (this.#suite !== undefined) {
      const list = join(this.#folder, 'sources.list');
      writeFileSync(list, `deb [signed-by=${KEYS}] ${await mirror()} ${this.#suite} main\n`);
      this.#settings.push('-o', `Dir::Etc::SourceList=${list}`, '-o', 'Dir::Etc::SourceParts=/dev/null');
    }
    await runTool('apt-get', [...this.#settings, 'update'], 'cannot read the lists of packages');
    this.#updated = true;
  }
}

/** Unpacks a package into a folder. @throws LabError */
export const unpackPackage = (file: string, folder: string): Promise<string> =>
  runTool('dpkg-deb', ['-x', file, folder], `cannot unpack ${file}`);
