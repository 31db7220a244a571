import type { Errno, Framework } from '@warmboot/core';
import { commandLine, ERRNO, UnknownNameError } from '@warmboot/core';
import { errnoOf } from './errno-name.js';
import { messagesIn, messagesLike } from './known-messages.js';
import type { KnownMessage } from './message.js';

/** A boot option, and what one architecture makes of it. */
export interface ExplainedOption {
  readonly architecture: string;
  readonly row: commandLine.Parameter;
}

/** What words mean that somebody met: an error, a line of a log or a terminal, a boot option. */
export type WordsAnswer =
  | { readonly kind: 'errno'; readonly errno: Errno }
  /** The message that it is, and what else it may be. */
  | { readonly kind: 'messages'; readonly messages: readonly [KnownMessage, ...KnownMessage[]] }
  | { readonly kind: 'option'; readonly text: string; readonly options: readonly ExplainedOption[] }
  | { readonly kind: 'unknown'; readonly text: string; readonly like: readonly KnownMessage[] };

/**
 * What needs no architecture: error numbers and messages. Undefined for other words.
 * @throws UnknownNameError for what can only be the name of an error number, and is none
 */
export const explainMessage = (text: string): WordsAnswer | undefined => {
  const errno = errnoOf(text);
  if (errno !== undefined) return { kind: 'errno', errno };
  const [first, ...others] = messagesIn(text);
  if (first !== undefined) return { kind: 'messages', messages: [first, ...others] };
  if (/^E[A-Z0-9]{2,}$/i.test(text)) {
    throw new UnknownNameError('error number', text.toUpperCase(), Object.keys(ERRNO));
  }
  return undefined;
};

/** What is known of a boot option, by architecture; undefined where nothing is. */
export const explainOption = ({ architectures }: Framework, text: string): WordsAnswer | undefined => {
  const [option, ...more] = commandLine.options(text);
  if (option === undefined || more.length > 0) return undefined;
  const options = architectures
    .all()
    .flatMap((architecture) =>
      commandLine
        .rows(architecture, option.name, option.value)
        .map((row) => ({ architecture: architecture.name, row })),
    );
  return options.length === 0 ? undefined : { kind: 'option', text, options };
};

/** Words of which nothing is known, with messages that are like them. */
export const unknownWords = (text: string): WordsAnswer => ({
  kind: 'unknown',
  text,
  like: messagesLike(text),
});

/** What words mean. @throws UnknownNameError for what can only be the name of an error number, and is none */
export const explainWords = (framework: Framework, text: string): WordsAnswer =>
  explainMessage(text) ?? explainOption(framework, text) ?? unknownWords(text);
