import { effect, signal } from '@preact/signals';
import type { Theme } from '../link/page-state.js';

const KEY = 'warmboot-studio-theme';

const kept = (): Theme => {
  try {
    const word = localStorage.getItem(KEY);
    return word === 'light' || word === 'dark' ? word : 'auto';
  } catch {
    // Storage may be refused, and a page without it is a page all the same.
    return 'auto';
  }
};

/** The reader's choice of colours. */
export const theme = signal<Theme>(kept());

/** Keeps the document's colours at what was chosen. */
export const followTheme = (): void => {
  effect(() => {
    const { value } = theme;
    if (value === 'auto') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = value;
    try {
      if (value === 'auto') localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, value);
    } catch {
      // As above.
    }
  });
};
