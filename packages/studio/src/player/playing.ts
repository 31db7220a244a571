import { signal } from '@preact/signals';
import { page } from '../page/page.js';
import { goTo, outline } from './player.js';

/** Milliseconds that a step stays when the story plays. */
const PACE = 1400;

/** Whether the story plays by itself. */
export const playing = signal(false);

let timer: ReturnType<typeof setTimeout> | undefined;

const next = (): void => {
  const last = outline.value?.steps.length ?? 0;
  if (page.value.step >= last) {
    stopPlaying();
    return;
  }
  goTo(page.value.step + 1);
  timer = setTimeout(next, PACE);
};

/** Stops at the step that is shown. */
export const stopPlaying = (): void => {
  clearTimeout(timer);
  playing.value = false;
};

/** Plays from the step that is shown, or from the start where that is the last; or stops. */
export const togglePlay = (): void => {
  if (playing.value) {
    stopPlaying();
    return;
  }
  if (page.value.step >= (outline.value?.steps.length ?? 0)) goTo(0);
  playing.value = true;
  timer = setTimeout(next, PACE / 2);
};
