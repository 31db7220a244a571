import { type Place, sourceFault, SourceText } from './source-text.js';

/** Gives the text of a file that `/include/` names. */
export type ReadSource = (name: string, from: string | undefined) => string;

/** Files that include one another. dtc's srcpos.c, MAX_SRCFILE_DEPTH. */
const MAX_INCLUDE_DEPTH = 200;
/** UTF-16 units of all included files together: files that include each other twice would grow without end. */
const MAX_INCLUDED_TEXT = 2 ** 26;

interface OpenSource {
  readonly source: SourceText;
  offset: number;
}

const BLANK = /\s+/y;
const COMMENT = /\/\/[^\n]*|\/\*[^]*?\*\//y;
const LINE_MARK = /^#(?:line)?[ \t]+(\d+)[ \t]+"((?:[^\\"\n]|\\.)*)"[^\n]*(?:\n|$)/my;
const INCLUDE = /\/include\/\s*"([^"\n]*)"/y;
/** What a message shows of a text that nobody expected. */
const WORD = /"(?:[^\\"\n]|\\.)*"|\/[a-z0-9-]+\/|[\w,.+*#?@-]+|[^]/y;

/**
 * Takes devicetree source apart, token by token: whoever calls says which token may come, since what a character means
 * hangs on where it stands. Blanks, comments, line marks and `/include/` are dealt with here.
 */
export class Scanner {
  readonly #read: ReadSource | undefined;
  readonly #open: OpenSource[];
  #included = 0;

  constructor(source: SourceText, read: ReadSource | undefined) {
    this.#read = read;
    this.#open = [{ source, offset: 0 }];
  }

  /** Where the next token begins. */
  place(): Place {
    this.#skip();
    const { source, offset } = this.#current;
    return { source, offset };
  }

  /** The next token, when it is one of these. The pattern is sticky. */
  take(pattern: RegExp): RegExpExecArray | undefined {
    this.#skip();
    const match = this.#match(pattern);
    return match ?? undefined;
  }

  /** @throws FormatError when another token comes */
  expect(pattern: RegExp, field: string, allowed: string): RegExpExecArray {
    return this.take(pattern) ?? this.#refuse(field, allowed);
  }

  /** Whether nothing comes any more. */
  get atEnd(): boolean {
    this.#skip();
    const { source, offset } = this.#current;
    return offset >= source.text.length;
  }

  /** The error for the token that comes. */
  unexpected(field: string, allowed: string, advice?: string): Error {
    const place = this.place();
    const word = this.#peekWord();
    return sourceFault(place, field, word, allowed, advice);
  }

  #refuse(field: string, allowed: string): never {
    throw this.unexpected(field, allowed);
  }

  get #current(): OpenSource {
    return this.#open.at(-1) as OpenSource;
  }

  #peekWord(): string {
    const { source, offset } = this.#current;
    WORD.lastIndex = offset;
    const word = WORD.exec(source.text)?.[0];
    return word === undefined ? 'the end of the source' : word.length > 40 ? `${word.slice(0, 40)}...` : word;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    const current = this.#current;
    pattern.lastIndex = current.offset;
    const match = pattern.exec(current.source.text);
    if (match !== null) current.offset = pattern.lastIndex;
    return match;
  }

  #skip(): void {
    for (;;) {
      const current = this.#current;
      const { text } = current.source;
      if (current.offset >= text.length) {
        if (this.#open.length === 1) return;
        this.#open.pop();
        continue;
      }
      switch (text[current.offset]) {
        case ' ':
        case '\t':
        case '\n':
        case '\v':
        case '\f':
        case '\r':
          this.#match(BLANK);
          continue;
        case '/':
          if (this.#match(COMMENT) !== null) continue;
          if (text.startsWith('/*', current.offset)) {
            throw sourceFault(current, 'a comment', 'open at the end of the source', '*/');
          }
          if (text.startsWith('/include/', current.offset)) {
            this.#include(current);
            continue;
          }
          return;
        case '#': {
          const mark = this.#match(LINE_MARK);
          if (mark === null) return;
          current.source.markLine(current.offset, Number(mark[1]), mark[2] as string);
          continue;
        }
        default:
          return;
      }
    }
  }

  #include({ source, offset }: OpenSource): void {
    const place = { source, offset };
    const name = this.#match(INCLUDE)?.[1];
    if (name === undefined) throw sourceFault(place, '/include/', 'without a file', 'a name in quotes');
    if (this.#read === undefined) {
      throw sourceFault(
        place,
        `/include/ "${name}"`,
        'of a file that nobody gives',
        'a source without it, or the option `include`',
      );
    }
    if (this.#open.length > MAX_INCLUDE_DEPTH) {
      throw sourceFault(
        place,
        `/include/ "${name}"`,
        `at depth ${this.#open.length}`,
        `${MAX_INCLUDE_DEPTH} files deep`,
      );
    }
    const text = this.#read(name, source.fileAt(offset));
    this.#included += text.length;
    if (this.#included > MAX_INCLUDED_TEXT) {
      throw sourceFault(
        place,
        `/include/ "${name}"`,
        `text number ${this.#included} of included files`,
        `${MAX_INCLUDED_TEXT} in all`,
      );
    }
    this.#open.push({ source: new SourceText(text, name), offset: 0 });
  }
}
