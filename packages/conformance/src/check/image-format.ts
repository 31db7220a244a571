import type { ImageFormat, KernelImage, Result } from '@warmboot/core';
import type { Check, Finding, Skip } from './check.js';
import { examine } from './check.js';
import { calling, callingOnWhole, demand, isFormatError } from './nonconformity.js';
import { textOf } from './sameness.js';
import { GARBAGE, truncations } from './samples.js';

/** A kernel file, and the facts of its header as a recording would have kept them. */
export interface ImageSample {
  readonly bytes: Uint8Array;
  /** What `fromRecord` takes, read with another tool or written by hand: it is what `parse` is compared with. */
  readonly record: Readonly<Record<string, unknown>>;
}

/** An image format and what the kit may try it with. */
export interface ImageFormatSubject {
  readonly format: ImageFormat;
  readonly samples?: readonly ImageSample[];
  /** Facts of an ordinary kernel. */
  readonly record?: Readonly<Record<string, unknown>> | undefined;
}

const TIER = '1. recognise an image';

const RESULT = 'return done, or refuse(errno, reason) for bytes of another kind; never throw';

const isResult = (value: unknown): value is Result => {
  const result = value as { readonly ok?: unknown; readonly errno?: unknown; readonly reason?: unknown };
  if (typeof value !== 'object' || value === null) return false;
  return (
    result.ok === true ||
    (result.ok === false && typeof result.errno === 'string' && typeof result.reason === 'string')
  );
};

const recognising = ({ name, ...format }: ImageFormat, bytes: Uint8Array, what: string): Result => {
  const answer = calling(`${name}.recognise(${what})`, RESULT, () => format.recognise(bytes));
  demand(isResult(answer), `${name}.recognise(${what}) returns ${textOf(answer)}`, RESULT);
  return answer;
};

/** The image, or undefined for a FormatError. */
const parsing = (format: ImageFormat, bytes: Uint8Array, what: string): KernelImage | undefined => {
  const remedy = 'throw a FormatError that says which field, what was found and what is allowed';
  try {
    return calling(`${format.name}.parse(${what})`, remedy, () => format.parse(bytes));
  } catch (error) {
    if (!isFormatError(error)) throw error;
    return undefined;
  }
};

const noSample = ({ samples = [], format }: ImageFormatSubject): string | undefined =>
  samples.length === 0
    ? `give the kit a kernel file of format ${format.name}: images: { '${format.name}': [{ bytes, record }] }`
    : undefined;

/** What every image format holds. */
export const imageFormatChecks: readonly Check<ImageFormatSubject>[] = [
  {
    name: 'recognise answers for any bytes',
    tier: TIER,
    run: ({ format }) => {
      for (const [what, bytes] of GARBAGE) {
        const answer = recognising(format, bytes, what);
        demand(
          answer.ok || answer.reason.trim() !== '',
          `${format.name}.recognise(${what}) refuses without a reason`,
          'say in the reason what is missing, and where: no "ARM\\x64" at offset 56',
        );
      }
    },
  },
  {
    name: 'recognise does not take everything',
    tier: TIER,
    run: ({ format }) => {
      for (const [what, bytes] of GARBAGE) {
        demand(
          !recognising(format, bytes, what).ok,
          `${format.name}.recognise(${what}) takes it for a kernel`,
          'look for the magic of the format, and for the length of its header before that',
        );
      }
    },
  },
  {
    name: 'parse throws a FormatError for what is no image',
    tier: TIER,
    run: ({ format }) => {
      for (const [what, bytes] of GARBAGE) {
        const image = parsing(format, bytes, what);
        demand(
          image === undefined,
          `${format.name}.parse(${what}) makes ${textOf(image)} of it`,
          'check in parse what recognise checks, and throw a FormatError',
        );
      }
    },
  },
  {
    name: 'fromRecord reads the ordinary kernel and names its format',
    tier: TIER,
    missing: ({ format, record }) =>
      record === undefined
        ? `give the architecture a referenceMachine whose kernel has format: '${format.name}' and the header facts of an ordinary kernel`
        : undefined,
    run: ({ format, record = {} }) => {
      const image = callingOnWhole(
        `${format.name}.fromRecord(the ordinary kernel)`,
        'read the fields of the record',
        () => format.fromRecord(record),
      );
      demand(
        image.format === format.name,
        `fromRecord gives an image of format "${image.format}", and the format is "${format.name}"`,
        'set format to the name of the format',
      );
      demand(
        Number.isSafeInteger(image.fileSize) && image.fileSize > 0,
        `fromRecord gives fileSize ${textOf(image.fileSize)}`,
        'take it from file_size of the record: whole bytes, more than 0',
      );
    },
  },
  {
    name: 'fromRecord throws a FormatError for a record without its fields',
    tier: TIER,
    run: ({ format }) => {
      for (const record of [{}, { file_size: 'many' }, { file_size: -1 }]) {
        let image: unknown;
        try {
          image = calling(
            `${format.name}.fromRecord(${textOf(record)})`,
            'throw a FormatError that names the field',
            () => format.fromRecord(record),
          );
        } catch (error) {
          if (!isFormatError(error)) throw error;
          continue;
        }
        demand(
          false,
          `${format.name}.fromRecord(${textOf(record)}) makes ${textOf(image)} of it`,
          'check each field, and throw a FormatError that names the first that is wrong',
        );
      }
    },
  },
  {
    name: 'a sample file is recognised, and parsed as its record says',
    tier: TIER,
    missing: noSample,
    run: ({ format, samples = [] }) => {
      for (const [index, { bytes, record }] of samples.entries()) {
        const what = `sample ${index + 1}`;
        const answer = recognising(format, bytes, what);
        demand(
          answer.ok,
          `${format.name}.recognise(${what}) refuses: ${answer.ok ? '' : answer.reason}`,
          'recognise a file of the format',
        );
        const parsed = callingOnWhole(`${format.name}.parse(${what})`, 'parse a file of the format', () =>
          format.parse(bytes),
        );
        const recorded = callingOnWhole(
          `${format.name}.fromRecord(record of ${what})`,
          'read the record of a file of the format',
          () => format.fromRecord(record),
        );
        for (const key of Object.keys(recorded) as (keyof KernelImage)[]) {
          demand(
            textOf(parsed[key]) === textOf(recorded[key]),
            `${what}: parse finds ${key} ${textOf(parsed[key])}, and its record says ${textOf(recorded[key])}`,
            `check the offset, the width and the byte order at which parse reads ${key}`,
          );
        }
      }
    },
  },
  {
    name: 'a cut sample is a FormatError or still an image',
    tier: TIER,
    missing: noSample,
    run: ({ format, samples = [] }) => {
      for (const { bytes } of samples) {
        for (const cut of truncations(bytes)) {
          recognising(format, cut, `the first ${cut.length} bytes of a sample`);
          parsing(format, cut, `the first ${cut.length} bytes of a sample`);
        }
      }
    },
  },
  {
    name: 'parse gives the same for the same bytes, and leaves them alone',
    tier: TIER,
    missing: noSample,
    run: ({ format, samples = [] }) => {
      for (const { bytes } of samples) {
        const before = textOf(bytes);
        const [first, second] = [1, 2].map(() =>
          callingOnWhole(`${format.name}.parse(a sample)`, 'parse a file of the format', () =>
            format.parse(bytes),
          ),
        );
        demand(
          textOf(first) === textOf(second),
          `parse gives ${textOf(first)}, and then ${textOf(second)}`,
          'keep nothing between calls',
        );
        demand(textOf(bytes) === before, 'parse writes to the bytes that it reads', 'copy before you change');
      }
    },
  },
];

/** What the kit finds of an image format. @throws TypeError for a skip without reason or test */
export const examineImageFormat = (subject: ImageFormatSubject, skip?: readonly Skip[]): readonly Finding[] =>
  examine(imageFormatChecks, subject, skip);
