import { parseDtb, serialiseDtb } from '@warmboot/devicetree';
import { describe, expect, it } from 'vitest';
import { kexecToolsHandover, linuxHandover, withoutSeeds } from './edit-sequences.js';
import { hasAfterFdt, recordedFile, recordedLoads, recordings } from './recorded-loads.js';

const loads = recordings.flatMap(recordedLoads);
const zeros = new Uint8Array(8);

describe('devicetrees loaded by kexec-tools 2.0.25 (arch-arm64 3.5)', () => {
  const byTool = loads.filter(({ loader }) => loader === 'kexec-tools');

  it('has normal, crash and refused loads to compare with', () => {
    expect(byTool.filter(({ dtb, handover }) => dtb && !handover.crash).length).toBeGreaterThan(8);
    expect(byTool.filter(({ handover }) => handover.crash)).toHaveLength(1);
    expect(byTool.filter(({ dtb }) => dtb === undefined).length).toBeGreaterThan(3);
  });

  it.each(byTool)('$title', ({ fdt, handover, dtb, output }) => {
    const predicted = kexecToolsHandover(fdt, handover, zeros);
    if (dtb === undefined) {
      expect(output).toContain('kaslr-seed is not wiped to 0');
      expect(predicted).toBeUndefined();
    } else {
      expect(predicted && withoutSeeds(predicted)).toEqual(withoutSeeds(dtb));
    }
  });
});

describe('devicetrees built by Linux 6.1 for kexec_file_load (arch-arm64 4.6)', () => {
  const byKernel = loads.filter(({ loader }) => loader === 'kernel');

  it('has loads with and without initrd, and crash loads, to compare with', () => {
    expect(byKernel.filter(({ handover }) => handover.initrd && !handover.crash).length).toBeGreaterThan(4);
    expect(byKernel.filter(({ handover }) => !handover.initrd).length).toBeGreaterThan(1);
    expect(byKernel.filter(({ handover }) => handover.crash)).toHaveLength(2);
  });

  it.each(byKernel)('$title', ({ fdt, handover, dtb }) => {
    // In every recording the random number generator was not ready yet: no seeds.
    expect(withoutSeeds(linuxHandover(fdt, handover, undefined))).toEqual(dtb && withoutSeeds(dtb));
  });
});

describe('devicetrees of recorded machines', () => {
  it.each(recordings)('%s: the value codec keeps everything that the running kernel shows', (recording) => {
    for (const file of hasAfterFdt(recording) ? ['fdt.dtb', 'after-fdt.dtb'] : ['fdt.dtb']) {
      const tree = parseDtb(recordedFile(recording, file));
      expect(parseDtb(serialiseDtb(tree))).toEqual(tree);
    }
  });
});
