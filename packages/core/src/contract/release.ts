import { FormatError } from '@warmboot/format';
import type { KernelProfile } from '../contract/profile.js';

/** The first two numbers of a release: `6.12.117-1-cloud` is [6, 12]. */
export type KernelVersion = readonly [major: number, minor: number];

/** The version that a release or the name of a profile begins with; undefined where it begins with none. */
export const versionOf = (text: string): KernelVersion | undefined => {
  const match = /^(?:linux-|Linux |Linux version )?(\d+)\.(\d+)/.exec(text);
  return match === null ? undefined : [Number(match[1]), Number(match[2])];
};

/** Below zero where `a` is the older one. */
export const compareVersions = (a: KernelVersion, b: KernelVersion): number => a[0] - b[0] || a[1] - b[1];

/** The profile whose rules a release follows. */
export interface ProfileOfRelease {
  readonly profile: KernelProfile;
  /** `nearest` where no profile is of the release's own version. */
  readonly fit: 'exact' | 'nearest';
}

/**
 * A release picks its profile: that of its own version, else the last one before it, since what came later cannot be
 * in it; for a release before all profiles, the first.
 * @param profiles at least one whose name tells a version
 * @throws FormatError for a release that begins with no version
 */
export const profileOfRelease = (release: string, profiles: readonly KernelProfile[]): ProfileOfRelease => {
  const wanted = versionOf(release);
  if (wanted === undefined) {
    throw new FormatError({
      format: 'kernel build',
      field: 'the release',
      found: JSON.stringify(release),
      allowed: 'what begins with a version, such as 6.12.117',
    });
  }
  const dated = profiles
    .flatMap((profile) => {
      const version = versionOf(profile.name);
      return version === undefined ? [] : [{ profile, version }];
    })
    .sort((a, b) => compareVersions(a.version, b.version));
  const first = dated[0];
  if (first === undefined) throw new TypeError('no kernel profile is named for a version');
  const nearest = dated.filter(({ version }) => compareVersions(version, wanted) <= 0).at(-1) ?? first;
  return {
    profile: nearest.profile,
    fit: compareVersions(nearest.version, wanted) === 0 ? 'exact' : 'nearest',
  };
};
