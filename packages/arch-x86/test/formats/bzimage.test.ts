import { FormatError } from '@warmboot/format';
import { describe, expect, test } from 'vitest';
import {
  hasSetupHeader,
  imageFormat,
  isBzImage,
  parseSetupHeader,
  realModeSize,
  referenceMachine,
} from '../../src/index.js';

/** A file with a header of some version: every field holds the low bytes of its own offset. */
const file = (version: number): Uint8Array => {
  const bytes = new Uint8Array(0x300);
  const view = new DataView(bytes.buffer);
  for (let at = 0x1f1; at < 0x26c; at += 1) bytes[at] = at & 0xff;
  view.setUint16(0x1fe, 0xaa55, true);
  bytes.set([0xeb, 0x6a], 0x200);
  bytes.set(Buffer.from('HdrS'), 0x202);
  view.setUint16(0x206, version, true);
  return bytes;
};

describe('x86 1.1 the setup header', () => {
  test.each([
    [0x0200, 'heapEndPtr', undefined],
    [0x0201, 'heapEndPtr', 0x2524],
    [0x0201, 'cmdLinePtr', undefined],
    [0x0202, 'cmdLinePtr', 0x2b2a_2928],
    [0x0203, 'initrdAddrMax', 0x2f2e_2d2c],
    [0x0204, 'kernelAlignment', undefined],
    [0x0205, 'kernelAlignment', 0x3332_3130],
    [0x0206, 'cmdlineSize', 0x3b3a_3938],
    [0x0207, 'hardwareSubarchData', 0x4746_4544_4342_4140n],
    [0x0208, 'payloadLength', 0x4f4e_4d4c],
    [0x0209, 'setupData', 0x5756_5554_5352_5150n],
    [0x0209, 'prefAddress', undefined],
    [0x020a, 'prefAddress', 0x5f5e_5d5c_5b5a_5958n],
    [0x020a, 'initSize', 0x6362_6160],
    [0x020b, 'handoverOffset', 0x6766_6564],
    [0x020b, 'xloadflags', undefined],
    [0x020c, 'xloadflags', 0x3736],
    [0x020e, 'kernelInfoOffset', undefined],
    [0x020f, 'kernelInfoOffset', 0x6b6a_6968],
  ] as const)('version %i has %s = %s', (version, field, value) => {
    expect(parseSetupHeader(file(version))[field]).toBe(value);
  });

  test('the short jump tells where the header ends', () => {
    const { raw } = parseSetupHeader(file(0x020f));
    expect([raw.length, raw[0], raw.at(-1)]).toEqual([0x26c - 0x1f1, 0xf1, 0x6b]);
  });

  test('setup_sects of 0 stands for 4', () => {
    const bytes = file(0x020f);
    bytes[0x1f1] = 0;
    expect(realModeSize(parseSetupHeader(bytes))).toBe(5 * 512);
    bytes[0x1f1] = 31;
    expect(realModeSize(parseSetupHeader(bytes))).toBe(16384);
  });

  test('recognising needs magic and boot flag', () => {
    expect(hasSetupHeader(file(0x020f))).toBe(true);
    expect(imageFormat.recognise(file(0x020f)).ok).toBe(true);
    for (const at of [0x1fe, 0x202]) {
      const bytes = file(0x020f);
      bytes[at] = 0;
      expect(hasSetupHeader(bytes)).toBe(false);
      expect(imageFormat.recognise(bytes)).toMatchObject({ ok: false, errno: 'ENOEXEC' });
    }
    expect(hasSetupHeader(new Uint8Array(10))).toBe(false);
  });

  test.each([
    ['no magic', new Uint8Array(0x300), 'header is 0x0'],
    ['a version before 2.00', file(0x0105), 'version'],
    ['a header that is cut off', file(0x020f).subarray(0, 0x250), 'initSize'],
    ['nothing', new Uint8Array(), 'header'],
  ])('refuses %s', (_, bytes, text) => {
    expect(() => parseSetupHeader(bytes)).toThrow(FormatError);
    expect(() => parseSetupHeader(bytes)).toThrow(text);
  });
});

describe('an image from a recording', () => {
  test('is what the file would have been', () => {
    const bytes = file(0x020f);
    const record = {
      file_size: bytes.length,
      setup_header_hex: Buffer.from(bytes.subarray(0x1f1, 0x26c)).toString('hex'),
    };
    expect(imageFormat.fromRecord(record)).toEqual(imageFormat.parse(bytes));
  });

  test('the reference kernel is a bzImage of protocol 2.15', () => {
    const image = imageFormat.fromRecord(referenceMachine.kernel);
    expect(isBzImage(image) && image.header.version).toBe(0x020f);
  });

  test.each([
    [{ setup_header_hex: 'xy', file_size: 1 }, 'setup_header_hex'],
    [{ setup_header_hex: '00'.repeat(100), file_size: -1 }, 'file_size'],
    [{ file_size: 1 }, 'missing'],
  ])('refuses %j', (record, text) => {
    expect(() => imageFormat.fromRecord(record)).toThrow(FormatError);
    expect(() => imageFormat.fromRecord(record)).toThrow(text);
  });
});
