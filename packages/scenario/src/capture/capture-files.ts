import { FormatError } from '@warmboot/format';

/** What a capture holds: contents by the path that they had on the machine, without the first slash. */
export type CaptureFiles = ReadonlyMap<string, Uint8Array>;

/** The file as text; undefined where the machine had none. */
export const textOf = (files: CaptureFiles, name: string): string | undefined => {
  const bytes = files.get(name);
  return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
};

/** A file of one value, without its newline. */
export const valueOf = (files: CaptureFiles, name: string): string | undefined =>
  textOf(files, name)?.replace(/\n+$/, '');

/** What `capture.txt` says about a file that is not there. */
const reasonFor = (files: CaptureFiles, name: string): string | undefined =>
  (textOf(files, MANIFEST) ?? '')
    .split('\n')
    .find((line) => line.startsWith(`missing /${name}: `))
    ?.slice(`missing /${name}: `.length);

/** The text that the capture script writes about itself: what it recorded where, and what it could not read. */
const MANIFEST = 'capture.txt';

/**
 * A text that no machine can do without.
 * @param of what it is made from on the machine
 * @throws FormatError that says why the capture lacks it, where it knows
 */
export const neededText = (files: CaptureFiles, name: string, of = `/${name}`): string => {
  const text = textOf(files, name);
  if (text !== undefined) return text;
  const reason = reasonFor(files, name);
  throw new FormatError({
    format: 'capture',
    field: name,
    found: reason === undefined ? 'missing' : `missing (${reason})`,
    allowed: `what the machine shows in ${of}`,
    advice: 'Run the script that `warmboot capture` prints on the machine, as root.',
  });
};
