import type { KexecImageType } from '../image/image.js';
import { KEXEC_FILE_ON_CRASH, KEXEC_FILE_UNLOAD, KEXEC_ON_CRASH } from '../image/load-flags.js';
import type { LoadPath } from '../contract/tool-profile.js';
import type { Result } from '../answer/result.js';
import type { Transition } from '../machine/transition.js';
import type { KexecLoader } from '../kexec/loader.js';

/** kexec -u: a load of nothing, which kexec_load can be refused as any other (core R4.17). */
const byAddresses = (loader: KexecLoader, transition: Transition, image: KexecImageType): Result =>
  loader.load(transition, { entry: 0n, segments: [], flags: image === 'crash' ? KEXEC_ON_CRASH : 0 });

/**
 * kexec -u. kexec_file_load drops an image before anything is looked at that lockdown or signatures could refuse; `-a`
 * falls back where the call is missing. kexec/kexec.c: k_unload, kexec_file_unload
 */
export const unloadByTool = (
  loader: KexecLoader,
  transition: Transition,
  image: KexecImageType,
  path: LoadPath = 'kexec_load',
): Result => {
  if (path === 'kexec_load') return byAddresses(loader, transition, image);
  const dropped = loader.fileUnload(
    transition,
    KEXEC_FILE_UNLOAD + (image === 'crash' ? KEXEC_FILE_ON_CRASH : 0),
  );
  return !dropped.ok && dropped.errno === 'ENOSYS' && path === 'auto'
    ? byAddresses(loader, transition, image)
    : dropped;
};
