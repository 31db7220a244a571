import { readKernelLog } from '@warmboot/scenario';
import type { KnownMessage } from './message.js';
import { crashkernelMessages } from './messages/crashkernel.js';
import { hotplugMessages } from './messages/hotplug.js';
import { kexecKernelMessages } from './messages/kexec-kernel.js';
import { kexecToolsMessages } from './messages/kexec-tools.js';
import { serviceMessages } from './messages/services.js';
import { xenKernelMessages, xenToolMessages } from './messages/xen.js';

/** Every message that is known, those of one origin together. */
export const KNOWN_MESSAGES: readonly KnownMessage[] = [
  ...crashkernelMessages,
  ...kexecKernelMessages,
  ...kexecToolsMessages,
  ...serviceMessages,
  ...hotplugMessages,
  ...xenKernelMessages,
  ...xenToolMessages,
];

/** The text without what logs put before it; a line of a service keeps its words. */
const bare = (text: string): readonly string[] => {
  const line = readKernelLog(text).boots[0]?.lines[0]?.text;
  const afterProgram = /^.*?[\w.-]+(?:\[\d+\])?: (.+)$/.exec(text)?.[1];
  return [
    text.trim(),
    ...(line === undefined ? [] : [line]),
    ...(afterProgram === undefined ? [] : [afterProgram]),
  ];
};

/** The messages that a line is one of, the most telling first: whose pattern takes most of the line. */
export const messagesIn = (text: string): readonly KnownMessage[] => {
  const forms = bare(text);
  return KNOWN_MESSAGES.flatMap((message) => {
    const lengths = forms.map((form) => message.pattern.exec(form)?.[0].length ?? 0);
    const length = Math.max(...lengths);
    return length === 0 ? [] : [{ message, length }];
  })
    .sort((a, b) => b.length - a.length)
    .map(({ message }) => message);
};

const wordsOf = (text: string): ReadonlySet<string> =>
  new Set(
    text
      .toLowerCase()
      .split(/[^a-z0-9_]+/)
      .filter((word) => word.length > 2),
  );

/** Messages that share most words with a text that is none of them; at most three. */
export const messagesLike = (text: string): readonly KnownMessage[] => {
  const wanted = wordsOf(text);
  return KNOWN_MESSAGES.map((message) => {
    const words = wordsOf(message.example);
    const shared = [...words].filter((word) => wanted.has(word)).length;
    return { message, score: shared / Math.max(1, Math.min(wanted.size, words.size)), shared };
  })
    .filter(({ score, shared }) => shared >= 2 && score >= 0.4)
    .sort((a, b) => b.score - a.score || b.shared - a.shared)
    .slice(0, 3)
    .map(({ message }) => message);
};
