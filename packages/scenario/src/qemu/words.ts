import { FormatError } from '@warmboot/format';

/** One option of a command line of QEMU and its properties. */
export interface QemuOption {
  /** Without dashes: `m`, `device`. */
  readonly name: string;
  /** The text up to the first comma when it is no `key=value`: `pc-dimm`, `4G`, `node`. */
  readonly head: string | undefined;
  readonly properties: ReadonlyMap<string, string>;
}

export const qemuFault = (field: string, found: string, allowed: string, advice?: string): FormatError =>
  new FormatError({ format: 'QEMU', field, found, allowed, advice });

/** Words of a shell command; quotes of either kind keep blanks together, and a backslash joins lines. */
const wordsOf = (text: string): string[] =>
  (text.replaceAll(/\\\r?\n/g, ' ').match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? []).map((word) =>
    word.replaceAll(/["']/g, ''),
  );

/** `a,b=1,c=x,,y`: a doubled comma is one that belongs to a value. */
const partsOf = (text: string): string[] =>
  text
    .replaceAll(',,', '\0')
    .split(',')
    .map((part) => part.replaceAll('\0', ','));

const optionOf = (name: string, value: string | undefined): QemuOption => {
  const properties = new Map<string, string>();
  let head: string | undefined;
  for (const [index, part] of (value === undefined ? [] : partsOf(value)).entries()) {
    const equals = part.indexOf('=');
    if (equals > 0) properties.set(part.slice(0, equals), part.slice(equals + 1));
    else if (index === 0) head = part;
    else properties.set(part, 'on');
  }
  return { name, head, properties };
};

/** Options whose whole value is one text, commas and all. */
const WHOLE = new Set(['append', 'kernel', 'initrd', 'bios', 'dtb']);

export interface QemuCommand {
  /** `qemu-system-aarch64`, where the command begins with it. */
  readonly program: string | undefined;
  readonly options: readonly QemuOption[];
}

/** A command line of QEMU as options. @throws FormatError for a word that belongs to no option */
export const parseQemuCommand = (text: string): QemuCommand => {
  const words = wordsOf(text);
  const [first] = words;
  const program = first !== undefined && !first.startsWith('-') ? words.shift() : undefined;
  if (program !== undefined && !/(?:^|\/)(?:qemu-system-[a-z0-9_]+|qemu-kvm|kvm)$/.test(program)) {
    throw qemuFault('the first word', JSON.stringify(program), 'qemu-system-ARCH or an option such as -m 4G');
  }
  const options: QemuOption[] = [];
  while (words.length > 0) {
    const word = words.shift()!;
    if (!/^--?[a-zA-Z]/.test(word)) {
      throw qemuFault('a word', JSON.stringify(word), 'an option such as -m, after which its value stands');
    }
    const name = word.replace(/^--?/, '');
    const value = words[0] === undefined || /^--?[a-zA-Z]/.test(words[0]) ? undefined : words.shift();
    options.push(WHOLE.has(name) ? { name, head: value, properties: new Map() } : optionOf(name, value));
  }
  return { program: program?.replace(/^.*\//, ''), options };
};
