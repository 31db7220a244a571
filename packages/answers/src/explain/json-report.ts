import type { Errno } from '@warmboot/core';
import { ERRNO, errnoGuide, strerror } from '@warmboot/core';
import type { WordsAnswer } from './explain-words.js';
import type { KnownMessage } from './message.js';

/** All that is known of an error number, for programs. */
export const errnoJson = (errno: Errno): Readonly<Record<string, unknown>> => ({
  errno,
  number: ERRNO[errno],
  words: strerror(errno),
  ...errnoGuide(errno),
});

/** All that is known of a message, for programs. */
export const messageJson = ({
  example,
  by,
  means,
  look,
  source,
}: KnownMessage): Readonly<Record<string, unknown>> => ({ message: example, by, means, look, source });

/** What words mean, for programs: an object for each meaning. */
export const wordsJson = (answer: WordsAnswer): readonly Readonly<Record<string, unknown>>[] => {
  switch (answer.kind) {
    case 'errno':
      return [errnoJson(answer.errno)];
    case 'messages':
      return answer.messages.map(messageJson);
    case 'option':
      return answer.options.map(({ architecture, row: { standing, effect, since, until } }) => ({
        option: answer.text,
        architecture,
        standing,
        effect,
        since,
        until,
      }));
    case 'unknown':
      return [{ message: answer.text, known: false, like: answer.like.map(({ example }) => example) }];
  }
};
