import { outline, goTo } from '../player/player.js';
import { page } from '../page/page.js';
import { togglePlay } from '../player/playing.js';

/** What keys do, as a help text has it. */
export const KEYS: readonly (readonly [string, string])[] = [
  ['→ or j', 'the next step'],
  ['← or k', 'the step before'],
  ['Home', 'before the first step'],
  ['End', 'the last step'],
  ['Space', 'play, or stop'],
];

const ACTIONS: Readonly<Record<string, () => void>> = {
  ArrowRight: () => goTo(page.value.step + 1),
  j: () => goTo(page.value.step + 1),
  ArrowLeft: () => goTo(page.value.step - 1),
  k: () => goTo(page.value.step - 1),
  Home: () => goTo(0),
  End: () => goTo(outline.value?.steps.length ?? 0),
  ' ': togglePlay,
};

/** Whether a key is for what has the focus: somebody types, or a control has keys of its own. */
const isTaken = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest('input, select, textarea, button, a, summary, pre, .editor') !== null;

/** Lets keys steer the story, wherever the focus is not in something that has use for them. */
export const followKeys = (): (() => void) => {
  const listen = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTaken(event.target)) return;
    const action = ACTIONS[event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  };
  addEventListener('keydown', listen);
  return () => removeEventListener('keydown', listen);
};
