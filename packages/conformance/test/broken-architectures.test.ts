import { plugin as arm64, serialiseImageHeader } from '@warmboot/arch-arm64';
import type { WarmbootPlugin } from '@warmboot/core';
import { followingPageSize, pluginWith, SLATE_PAGE_SIZES, slateWith } from '@warmboot/testing';
import { describe, expect, it } from 'vitest';
import type { ImageSample } from '../src/index.js';
import { examineArchitecture } from '../src/index.js';
import { KEXEC_FAULTS } from './kexec-faults.js';
import { LOADING_FAULTS } from './loading-faults.js';
import { PAGE_SIZE_FAULTS } from './page-size-faults.js';

/** The sentences of all checks that fail. */
const complaints = (plugin: WarmbootPlugin, images?: Readonly<Record<string, readonly ImageSample[]>>) =>
  examineArchitecture(plugin, images === undefined ? {} : { images }).flatMap(({ outcome }) =>
    outcome.status === 'failed' ? [outcome.error.message] : [],
  );

const image = new Uint8Array(8192);
image.set(
  serialiseImageHeader({
    code0: 0x5a4d,
    code1: 0,
    textOffset: 0n,
    imageSize: 0x4f_0000n,
    flags: 10n,
    reserved: [0n, 0n, 0n],
    peHeader: 64,
  }),
);
const record = { text_offset: 0, image_size: 0x4f_0000, flags: 10, pe_header: 64, file_size: 8192 };

describe('the kit', () => {
  it('has nothing to say of arm64, samples included', () => {
    expect(complaints(arm64, { Image: [{ bytes: image, record }] })).toEqual([]);
  });

  it.each(SLATE_PAGE_SIZES)('has nothing to say of an architecture with pages of %i bytes', (pageSize) => {
    expect(complaints(pluginWith(slateWith(pageSize)))).toEqual([]);
  });

  it('has nothing to say of one that follows the page size of its build', () => {
    expect(complaints(pluginWith(followingPageSize(slateWith)))).toEqual([]);
  });

  it.each([...LOADING_FAULTS, ...KEXEC_FAULTS, ...PAGE_SIZE_FAULTS])(
    'catches %s, and says what to do',
    (_, plugin, sentence) => {
      const said = complaints(plugin(), { Image: [{ bytes: image, record }] });
      expect(said.join('\n')).toMatch(sentence);
      expect(said.filter((one) => !/registered twice|To mend it: .{12,}\.$/.test(one))).toEqual([]);
    },
  );

  it('takes a skip only with the name of a test and a reason', () => {
    const name = 'zones are named, ascend, and end with the last address';
    expect(() => examineArchitecture(arm64, { skip: [{ test: 'zones', reason: 'no' }] })).toThrow(
      /skip names no test of the kit: "zones"\. The tests are: the plugin loads/,
    );
    expect(() => examineArchitecture(arm64, { skip: [{ test: name, reason: ' ' }] })).toThrow(
      /has no reason: say why it cannot hold here/,
    );
    const findings = examineArchitecture(arm64, { skip: [{ test: name, reason: 'it has no zones' }] });
    expect(findings.find(({ check }) => check === name)?.outcome).toEqual({
      status: 'skipped',
      reason: 'it has no zones',
    });
  });
});
