import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AddressRange } from '@warmboot/address';
import { GiB, rangeAt, TiB } from '@warmboot/address';
import type { Content } from '../../src/physical/content.js';
import { ALL_ONES, bytesContent, isSameContent, partOf, ZEROS } from '../../src/physical/content.js';
import { generatedContent } from '../../src/physical/generated-content.js';
import { MemoryBus } from '../../src/machine/bus.js';
import { PhysicalMemory } from '../../src/physical/physical-memory.js';

const SIZE = 48;

const contents: readonly Content[] = [
  generatedContent('a', 64),
  generatedContent('b', 64),
  bytesContent(Uint8Array.from({ length: 64 }, (_, index) => 255 - index)),
  ZEROS,
  ALL_ONES,
];

const place = fc.nat(SIZE - 16);
const length = fc.nat(16);

const operation = fc.oneof(
  fc.record({
    kind: fc.constant('write' as const),
    at: place,
    size: length,
    from: fc.nat(48),
    what: fc.constantFrom(...contents),
  }),
  fc.record({ kind: fc.constant('copy' as const), at: place, size: length, to: place }),
  fc.record({ kind: fc.constant('exchange' as const), at: place, size: length, to: place }),
  fc.record({ kind: fc.constant('drop' as const), at: place, size: length }),
  fc.record({ kind: fc.constant('keep' as const), at: place, size: length }),
);

type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;

const apply = (memory: PhysicalMemory, bytes: Uint8Array, step: Operation): PhysicalMemory => {
  const range = rangeAt(step.at, step.size);
  switch (step.kind) {
    case 'write':
      step.what.read(step.from, bytes.subarray(range.start, range.end));
      return memory.write(range, step.what, step.from);
    case 'copy':
      bytes.copyWithin(step.to, range.start, range.end);
      return memory.copy(range, step.to);
    case 'exchange': {
      if (step.at !== step.to && Math.abs(step.at - step.to) < step.size) return memory;
      const other = bytes.slice(step.to, step.to + step.size);
      bytes.copyWithin(step.to, range.start, range.end);
      bytes.set(other, range.start);
      return memory.exchange(step.at, step.to, step.size);
    }
    case 'drop':
      bytes.fill(0, range.start, range.end);
      return memory.drop(range);
    case 'keep':
      bytes.fill(0, 0, range.start);
      bytes.fill(0, range.end);
      return memory.keep([range]);
  }
};

describe('sparse physical memory', () => {
  test('holds what an array of bytes would hold, and every snapshot stays as it was', () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 24 }), (steps) => {
        const bytes = new Uint8Array(SIZE + 16);
        const whole = rangeAt(0, bytes.length);
        const snapshots: { readonly memory: PhysicalMemory; readonly bytes: Uint8Array }[] = [];
        let memory = PhysicalMemory.EMPTY;
        for (const step of steps) {
          memory = apply(memory, bytes, step);
          snapshots.push({ memory, bytes: bytes.slice() });
        }
        for (const snapshot of snapshots) {
          expect([...snapshot.memory.read(whole)]).toEqual([...snapshot.bytes]);
          const extents = [...snapshot.memory.extents(whole)];
          expect(snapshot.memory.extentCount).toBe(extents.length);
          for (const [index, { start, end }] of extents.entries()) {
            expect(start).toBeLessThan(end);
            if (index > 0) expect(extents[index - 1]!.end).toBeLessThanOrEqual(start);
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  test('knows without a look what it refers to, and is right when it says so', () => {
    fc.assert(
      fc.property(
        fc.array(operation, { maxLength: 12 }),
        fc.constantFrom(...contents),
        place,
        fc.nat(16),
        fc.nat(32),
        (steps, content, at, size, offset) => {
          const bytes = new Uint8Array(SIZE + 16);
          const memory = steps.reduce((before, step) => apply(before, bytes, step), PhysicalMemory.EMPTY);
          if (!memory.refersTo(rangeAt(at, size), content, offset)) return;
          const expected = new Uint8Array(size);
          content.read(offset, expected);
          expect([...memory.read(rangeAt(at, size))]).toEqual([...expected]);
        },
      ),
    );
    const written = PhysicalMemory.EMPTY.write(rangeAt(4, 8), contents[0]!, 3);
    expect(written.refersTo(rangeAt(5, 4), contents[0]!, 4)).toBe(true);
    expect(written.refersTo(rangeAt(5, 4), contents[0]!, 5)).toBe(false);
    expect(written.refersTo(rangeAt(3, 4), contents[0]!, 2)).toBe(false);
  });

  test('a gibibyte that moves about costs as many extents as it has pieces', () => {
    const image = generatedContent('image', GiB);
    let memory = PhysicalMemory.EMPTY.write(rangeAt(0, GiB), image);
    expect(memory.extentCount).toBe(1);
    memory = memory
      .copy({ start: 0, end: GiB / 2 }, 64 * TiB)
      .copy({ start: GiB / 2, end: GiB }, 64 * TiB + GiB / 2);
    expect([...memory.extents(rangeAt(64 * TiB, GiB))]).toHaveLength(1);
    expect(memory.refersTo(rangeAt(64 * TiB, GiB), image)).toBe(true);
  });

  test('refuses a content that ends inside the range, and places that overlap', () => {
    expect(() => PhysicalMemory.EMPTY.write(rangeAt(0, 65), contents[0]!)).toThrow(TypeError);
    expect(() => PhysicalMemory.EMPTY.exchange(0, 8, 9)).toThrow(TypeError);
  });
});

describe('generated contents', () => {
  test('every byte is a function of name and offset, however it is read', () => {
    fc.assert(
      fc.property(fc.string(), fc.nat(100), fc.nat(100), (name, from, size) => {
        const whole = new Uint8Array(200);
        generatedContent(name, 200).read(0, whole);
        const part = new Uint8Array(size);
        generatedContent(name, 200).read(from, part);
        expect([...part]).toEqual([...whole.subarray(from, from + size)]);
      }),
    );
  });

  test('differ by name, and are the same for ever', () => {
    const bytes = new Uint8Array(12);
    generatedContent('initrd', 12).read(0, bytes);
    const [first, other] = [generatedContent('initrd', 12), generatedContent('kernel', 12)];
    const others = new Uint8Array(12);
    other.read(0, others);
    expect(others).not.toEqual(bytes);
    expect(isSameContent(first, generatedContent('initrd', 12))).toBe(true);
    expect(isSameContent(first, other)).toBe(false);
    expect(Buffer.from(bytes).toString('hex')).toBe('a65b9c8b1a6f2373a9dfeb73');
  });

  test('do not repeat behind 16 GiB, where a 32-bit index of words would wrap', () => {
    const content = generatedContent('large', TiB);
    const [near, far] = [new Uint8Array(64), new Uint8Array(64)];
    content.read(0, near);
    content.read(16 * GiB, far);
    expect(far).not.toEqual(near);
  });

  test('bytes are spread evenly', () => {
    const bytes = new Uint8Array(1 << 16);
    generatedContent('even', bytes.length).read(0, bytes);
    const count = new Uint32Array(256);
    for (const byte of bytes) count[byte]! += 1;
    expect(Math.min(...count)).toBeGreaterThan(150);
    expect(Math.max(...count)).toBeLessThan(400);
  });

  test('a part of a content is the same as the content read there', () => {
    const content = generatedContent('file', 100);
    const part = partOf(content, 30, 50);
    const [whole, head] = [new Uint8Array(100), new Uint8Array(20)];
    content.read(0, whole);
    part.read(10, head);
    expect([...head]).toEqual([...whole.subarray(40, 60)]);
    expect(partOf(content, 0, 100)).toBe(content);
  });
});

describe('memory as the processor sees it', () => {
  const ram: readonly AddressRange[] = [
    { start: 0, end: 16 },
    { start: 32, end: 48 },
  ];
  const bus = new MemoryBus(
    { bootRam: ram, dimms: new Map(), hotplug: { available: true }, hypervisor: false, nodes: [0] },
    PhysicalMemory.EMPTY.write(rangeAt(8, 30), contents[0]!),
  );

  test('says what answers and what does not', () => {
    expect(bus.presence({ start: 4, end: 40 })).toEqual({
      present: [
        { start: 4, end: 16 },
        { start: 32, end: 40 },
      ],
      absent: [{ start: 16, end: 32 }],
    });
    expect(bus.presence({ start: 48, end: 50 }).absent).toEqual([{ start: 48, end: 50 }]);
  });

  test('loads give all ones where nothing answers, whatever was written there', () => {
    const bytes = bus.read({ start: 14, end: 34 });
    expect([...bytes.subarray(2, 18)]).toEqual(Array.from({ length: 16 }, () => 0xff));
    expect([...bytes.subarray(18)]).toEqual([...bus.contents.read({ start: 32, end: 34 })]);
  });
});
