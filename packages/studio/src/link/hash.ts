import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate';
import type { PageState, SearchChoice, Switches, ViewName } from './page-state.js';
import { FIRST_STATE, VIEWS } from './page-state.js';

/** Bytes as text that needs no escape in an address (RFC 4648 section 5), without padding. */
const toBase64Url = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
};

const fromBase64Url = (text: string): Uint8Array => {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
};

/** A text, compressed, as it stands in an address. */
const packText = (text: string): string => {
  if (lastPacked?.text !== text) {
    lastPacked = { text, packed: toBase64Url(deflateSync(strToU8(text), { level: 9 })) };
  }
  return lastPacked.packed;
};

/** Steps change more often than scenarios do. */
let lastPacked: { readonly text: string; readonly packed: string } | undefined;

/** The text behind {@link packText}; undefined for what is none. */
const unpackText = (packed: string): string | undefined => {
  try {
    return strFromU8(inflateSync(fromBase64Url(packed)));
  } catch {
    return undefined;
  }
};

/** The state of the page as the hash of its address, `#` included. */
export const hashOf = ({
  view,
  scenario,
  step,
  switches,
  focus,
  search,
  filter,
  given,
}: PageState): string => {
  const words = new URLSearchParams();
  const { architectures, policies, profile, pageSize } = switches;
  if (step !== 0) words.set('step', `${step}`);
  if (architectures !== undefined) words.set('arch', architectures.join(','));
  if (policies !== undefined) words.set('policy', policies.length === 0 ? 'none' : policies.join(','));
  if (profile !== undefined) words.set('profile', profile);
  if (pageSize !== undefined) words.set('pages', `${pageSize}`);
  if (focus !== undefined) words.set('focus', focus);
  if (search !== undefined) {
    words.set('search', search.policies.join(','));
    words.set('on', search.architectures.join(','));
  }
  if (filter !== undefined) words.set('filter', filter);
  if (given === true) words.set('given', 'yes');
  if (scenario !== undefined) words.set('scenario', packText(scenario));
  const query = words.toString().replaceAll('%2C', ',');
  return `#${view}${query === '' ? '' : `?${query}`}`;
};

const words = (text: string | null): readonly string[] | undefined =>
  text?.split(',').filter((word) => word !== '');

const count = (text: string | null): number | undefined =>
  text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined;

const switchesIn = (query: URLSearchParams): Switches => {
  const architectures = words(query.get('arch'));
  const policies = words(query.get('policy'))?.filter((name) => name !== 'none');
  const profile = query.get('profile');
  const pageSize = count(query.get('pages'));
  return {
    ...(architectures === undefined || architectures.length === 0 ? {} : { architectures }),
    ...(policies === undefined ? {} : { policies }),
    ...(profile === null ? {} : { profile }),
    ...(pageSize === undefined ? {} : { pageSize }),
  };
};

const searchIn = (query: URLSearchParams): SearchChoice | undefined => {
  const policies = words(query.get('search')) ?? [];
  const architectures = words(query.get('on')) ?? [];
  return policies.length === 0 || architectures.length === 0 ? undefined : { policies, architectures };
};

/** The state that a hash tells. What it says in words that nobody knows is left out. */
export const stateOf = (hash: string): PageState => {
  const [name = '', text = ''] = hash.replace(/^#/, '').split(/\?(.*)/s);
  const view = VIEWS.find((one): one is ViewName => one === name) ?? FIRST_STATE.view;
  const query = new URLSearchParams(text);
  const packed = query.get('scenario');
  const scenario = packed === null ? undefined : unpackText(packed);
  const focus = query.get('focus');
  const search = searchIn(query);
  const filter = query.get('filter');
  return {
    view,
    step: count(query.get('step')) ?? 0,
    switches: switchesIn(query),
    ...(scenario === undefined ? {} : { scenario }),
    ...(focus === null || focus === '' ? {} : { focus }),
    ...(search === undefined ? {} : { search }),
    ...(filter === null || filter === '' ? {} : { filter }),
    ...(query.get('given') === 'yes' ? { given: true } : {}),
  };
};
