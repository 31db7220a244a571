import type { Check } from '../check/check.js';
import type { ImageFormatSubject } from '../check/image-format.js';
import { imageFormatChecks } from '../check/image-format.js';
import { demand } from '../check/nonconformity.js';
import type { ArchitectureSubject } from './subject.js';

const TIER = '1. recognise an image';

const subjectsOf = ({ architecture, options }: ArchitectureSubject): readonly ImageFormatSubject[] => {
  const { images, referenceMachine } = architecture;
  return images.map((format) => ({
    format,
    samples: options.images?.[format.name] ?? [],
    record: referenceMachine?.kernel.format === format.name ? referenceMachine.kernel : undefined,
  }));
};

/** The first format is the one that the ordinary kernel has; others need no record. */
const wanted = (check: Check<ImageFormatSubject>, subject: ImageFormatSubject): string | undefined =>
  check.missing?.(subject);

/** Every check of an image format, on all formats of the architecture. */
const forEachFormat = (check: Check<ImageFormatSubject>): Check<ArchitectureSubject> => ({
  name: check.name,
  tier: check.tier,
  missing: (subject) => {
    const subjects = subjectsOf(subject);
    if (subjects.length === 0) {
      return 'give the architecture an image format: images: [imageFormat] with recognise, parse and fromRecord';
    }
    // One format that can be checked is enough for a check to run.
    const lacking = subjects.map((one) => wanted(check, one));
    return lacking.includes(undefined) ? undefined : lacking[0];
  },
  run: (subject) => {
    for (const one of subjectsOf(subject)) if (wanted(check, one) === undefined) check.run(one);
  },
});

/** What every image format of the architecture holds. */
export const imageChecks: readonly Check<ArchitectureSubject>[] = [
  {
    name: 'image formats have names of their own',
    tier: TIER,
    run: ({ architecture: { images } }) => {
      const names = images.map(({ name }) => name);
      demand(
        new Set(names).size === names.length,
        `the formats are ${names.join(', ')}`,
        'name each format once',
      );
    },
  },
  ...imageFormatChecks.map(forEachFormat),
];
