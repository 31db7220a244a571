/**
 * A boolean as sysfs files and kernel parameters read it: decided by the first letter, or the second of `on` and `off`.
 * lib/kstrtox.c:kstrtobool (core R2.5).
 * @returns undefined for anything else
 */
export const parseKernelBoolean = (word: string): boolean | undefined => {
  if (/^(y|t|1|on)/i.test(word)) return true;
  if (/^(n|f|0|of)/i.test(word)) return false;
  return undefined;
};
