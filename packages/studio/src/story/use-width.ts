import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Pixels of a picture that make a rem: its letters grow with those around it. */
const PER_REM = 16;

const remOf = (): number => parseFloat(getComputedStyle(document.documentElement).fontSize) || PER_REM;

/** The width of an element in whole pixels of a picture, of which 16 are a rem, kept up to date; 0 before it is on the page. */
export const useWidth = <E extends HTMLElement>(): readonly [RefObject<E | null>, number] => {
  const element = useRef<E>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return undefined;
    const measure = (): void => setWidth(Math.floor((current.clientWidth * PER_REM) / remOf()));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return [element, width];
};
