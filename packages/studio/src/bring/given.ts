import type { Brought } from './bring-api.js';

interface GivenScript {
  readonly brought: readonly { readonly name: string; readonly base64: string; readonly size?: number }[];
}

/**
 * What `warmboot studio FILE` was asked to open. It comes as a script, because the page's policy forbids every other request.
 * @throws TypeError where the page is not served by the command, or no more
 */
export const givenFiles = async (): Promise<readonly Brought[]> => {
  const url = new URL('./brought.js', document.baseURI).href;
  const { brought } = (await import(/* @vite-ignore */ url)) as GivenScript;
  return brought.map(({ name, base64, size }) => ({
    name,
    bytes: Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)),
    ...(size === undefined ? {} : { size }),
  }));
};
