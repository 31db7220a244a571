/**
 * Whether this is the bundle of the command, in which its modules have no files of their own. It has copies of the
 * packages, and a plugin imports the packages themselves: two that do not know each other's classes.
 */
const IN_BUNDLE = !/\/plugins\/in-bundle\.[jt]s$/.test(import.meta.url);

/** The bundle cannot do what is asked, and the command built of the packages' own modules can. */
export class NeedsPackages extends Error {
  override readonly name = 'NeedsPackages';
}

/**
 * Says that what comes shares modules with others, as plugins do, before anything was read that cannot be read again.
 * @throws NeedsPackages in the bundle
 */
export const needPackages = (): void => {
  if (IN_BUNDLE) throw new NeedsPackages('the command has to run from the packages');
};
