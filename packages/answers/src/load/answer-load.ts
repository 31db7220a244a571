import type { Framework } from '@warmboot/core';
import { kexecTools } from '@warmboot/core';
import type { LoadOptions, LoadPrediction, LoadQuestion, MachineRecord } from '@warmboot/scenario';
import { predictLoad } from '@warmboot/scenario';
import { runningKernelFile } from './kernel-file-facts.js';

/** The release of kexec-tools whose rules are followed when nobody says which. */
export const NEWEST_TOOLS = kexecTools.V2_0_32.release;

/** Policies under which memory events are tried when nobody says which: what mainline does, and each kind of protection. */
export const TRIED_POLICIES: readonly string[] = [
  'none',
  'notifier-corrected',
  'validate-at-exec',
  'unload-on-hotplug',
  'reserved-destinations',
];

/**
 * What kexec(8) answers on this machine, and what comes of it. The kernel file tells of the kernel that runs where both
 * are of one release.
 * @param options what else is known; without `tried`, {@link TRIED_POLICIES} are
 * @throws FormatError for a question that cannot be asked, UnknownNameError for a policy that nobody registered
 */
export const answerLoad = (
  framework: Framework,
  record: MachineRecord,
  question: LoadQuestion,
  options: Partial<LoadOptions> = {},
): LoadPrediction =>
  predictLoad(framework, record, question, {
    plug: [],
    policies: [],
    tried: TRIED_POLICIES,
    ...options,
    said: [...(options.said ?? []), ...runningKernelFile(framework, record, question.kernel)],
  });
