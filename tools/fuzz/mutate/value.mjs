// Mutations of documents - JSON, YAML - as trees of values, so that what they make still reads as a document.

const STRANGERS = [
  null,
  true,
  false,
  0,
  1,
  -1,
  0.5,
  1e300,
  2 ** 53,
  4294967296,
  '',
  ' ',
  '0',
  '-1',
  '1G',
  '0x100000000',
  '16E',
  '1T',
  'none',
  'a'.repeat(200),
  '\u0000',
  [],
  {},
  [[]],
  [null],
  { '': 0 },
  'arm64',
  'x86_64',
  '__proto__',
  '512 TiB',
];

/** Every place of a tree, as the holder and the key in it. */
const placesIn = (holder, places = []) => {
  for (const key of Object.keys(holder)) {
    places.push([holder, key]);
    if (holder[key] !== null && typeof holder[key] === 'object') placesIn(holder[key], places);
  }
  return places;
};

const removeAt = (holder, key) => {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
};

const CHANGES = [
  (random, [holder, key]) => void (holder[key] = structuredClone(random.of(STRANGERS))),
  (_, [holder, key]) => removeAt(holder, key),
  (random, [holder, key], places) => {
    const [other, otherKey] = random.of(places);
    holder[key] = structuredClone(other[otherKey]);
  },
  (random, [holder, key], places) => {
    const [other, otherKey] = random.of(places);
    if (Array.isArray(other)) other.splice(Number(otherKey), 0, structuredClone(holder[key]));
    else other[key] = structuredClone(holder[key]);
  },
  (random, [holder, key]) => {
    const value = holder[key];
    if (typeof value === 'number')
      holder[key] = random.of([value + 1, value - 1, -value, value * 2 ** 20, value / 3]);
    else if (typeof value === 'string') {
      const at = random.below(value.length + 1);
      holder[key] =
        value.slice(0, at) +
        random.of(['', '0', 'G', '-', ',', ' ', '+', 'x']) +
        value.slice(at + random.below(3));
    }
  },
  (random, [holder, key]) => {
    const value = holder[key];
    if (Array.isArray(value)) holder[key] = Array(random.of([0, 2, 33, 300])).fill(value[0] ?? null);
    else holder[key] = [value];
  },
];

/** A copy of a tree with a few changes. Trees grow beyond `most` places no further. */
export const mutateValue = (random, value, most = 20_000) => {
  const root = { value: structuredClone(value) };
  for (let left = random.few(); left > 0; left -= 1) {
    const places = placesIn(root.value ?? {});
    if (places.length === 0 || places.length > most) break;
    random.of(CHANGES)(random, random.of(places), places);
  }
  return root.value;
};
