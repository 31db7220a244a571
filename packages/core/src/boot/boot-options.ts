import { parseSize } from '@warmboot/address';
import type { KernelProfile } from '../contract/profile.js';
import type { OnlineType } from '../memory/block.js';
import { isOnlineType } from '../memory/block.js';
import { parseKernelBoolean } from '../answer/kernel-boolean.js';
import type { HotplugTunables } from '../memory/state.js';
import { DEFAULT_TUNABLES } from '../memory/state.js';

/**
 * What `name=value` on a command line sets. A value that does not parse changes nothing, so the last one that does
 * parse wins.
 */
const parameter = <T>(
  cmdline: string,
  name: string,
  parse: (value: string) => T | undefined,
  fallback: T,
): T => {
  let result = fallback;
  for (const word of cmdline.split(/\s+/)) {
    if (word.startsWith(`${name}=`)) result = parse(word.slice(name.length + 1)) ?? result;
  }
  return result;
};

/** memhp_default_state=, with the kernel's own default where no word of it is known (core 2.4). */
export const defaultOnlineType = (cmdline: string, fallback: OnlineType = 'offline'): OnlineType =>
  parameter(cmdline, 'memhp_default_state', (word) => (isOnlineType(word) ? word : undefined), fallback);

const parseOnlinePolicy = (word: string): HotplugTunables['onlinePolicy'] | undefined =>
  word === 'contig-zones' || word === 'auto-movable' ? word : undefined;

const parseRatio = (word: string): number | undefined =>
  /^[0-9]+$/.test(word) && Number(word) < 2 ** 32 ? Number(word) : undefined;

/** Boot options that steer hotplug (core 2.4). */
export const tunablesOf = (
  cmdline: string,
  reads: Pick<KernelProfile, 'memmapOnMemory' | 'onlinePolicy'> = {},
): HotplugTunables => {
  const { onlinePolicy, autoMovableRatio, autoMovableNumaAware, memmapOnMemory } = DEFAULT_TUNABLES;
  const option = <T>(name: string, parse: (value: string) => T | undefined, fallback: T): T =>
    parameter(cmdline, `memory_hotplug.${name}`, parse, fallback);
  return {
    onlinePolicy:
      reads.onlinePolicy === false ? onlinePolicy : option('online_policy', parseOnlinePolicy, onlinePolicy),
    autoMovableRatio: option('auto_movable_ratio', parseRatio, autoMovableRatio),
    autoMovableNumaAware: option('auto_movable_numa_aware', parseKernelBoolean, autoMovableNumaAware),
    memmapOnMemory:
      reads.memmapOnMemory === false
        ? memmapOnMemory
        : option('memmap_on_memory', parseKernelBoolean, memmapOnMemory),
    movableNode: /(^|\s)movable_node(\s|$)/.test(cmdline),
  };
};

/** The value of the last `name=` of a command line. */
export const wordOf = (cmdline: string, name: string): string | undefined =>
  parameter<string | undefined>(cmdline, name, (word) => word, undefined);

/** nr_cpus=: how many CPUs there will ever be, and so how many per-CPU areas; undefined for as many as there are. */
export const processorsOf = (cmdline: string): number | undefined => {
  const count = wordOf(cmdline, 'nr_cpus');
  return count !== undefined && /^[1-9][0-9]*$/.test(count) ? Number(count) : undefined;
};

/** cma=N, cma=N@S, cma=N@S-L: bytes of contiguous memory for drivers; undefined where the configuration decides. */
export const contiguousMemoryOf = (cmdline: string): number | undefined => {
  const [size] = wordOf(cmdline, 'cma')?.split('@') ?? [];
  return size === undefined ? undefined : parseSize(size);
};

/**
 * What the first root file system is. tmpfs takes half of memory at most; ramfs has no bound.
 * init/do_mounts.c: init_rootfs()
 */
export const rootFileSystemOf = (cmdline: string): 'tmpfs' | 'ramfs' => {
  const [root = '', types] = [wordOf(cmdline, 'root'), wordOf(cmdline, 'rootfstype')];
  if (types !== undefined) return types.includes('tmpfs') ? 'tmpfs' : 'ramfs';
  return root === '' ? 'tmpfs' : 'ramfs';
};
