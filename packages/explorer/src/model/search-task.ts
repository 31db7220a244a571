import type { Situation } from './situation.js';

/** One search: a situation on one architecture, under one set of policies, on one version of the kernel. Plain data. */
export interface SearchTask {
  readonly situation: Situation;
  readonly architecture: string;
  /** In force, in order; `none` alone for none. */
  readonly policies: readonly string[];
  readonly profile?: string;
}

/** `race / arm64 / notifier-corrected / linux-6.1`. */
export const taskName = ({ situation, architecture, policies, profile }: SearchTask): string =>
  [situation.name, architecture, policies.join('+'), ...(profile === undefined ? [] : [profile])].join(' / ');
