import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { standardPlugins } from '@warmboot/answers';
import { Framework, resources } from '@warmboot/core';
import { compare, describeAnswer, parseScenario, play } from '@warmboot/scenario';
import { beforeAll, describe, expect, test } from 'vitest';
import { machineStep, storyOutline, storyPage } from '../src/index.js';
import type { MachineStep } from '../src/index.js';

const THREAD = fileURLToPath(new URL('../../../examples/thread.yaml', import.meta.url));

describe('a story as pictures', () => {
  const framework = new Framework(standardPlugins);
  const scenario = parseScenario(framework, readFileSync(THREAD, 'utf8'), THREAD);
  const performances = ['arm64', 'x86_64'].map((architecture) => play(framework, scenario, { architecture }));
  const comparison = compare(performances);
  let steps: readonly MachineStep[];
  const lane = (step: MachineStep, name: string) => step.map.lanes.find((one) => one.name === name)!;

  beforeAll(() => {
    steps = [0, 1, 2, 3, 4, 5].map((number) => machineStep(performances[0]!, number));
  });

  test('has the answers of the command, step by step', () => {
    const { steps: told } = storyOutline(comparison);
    expect(told.map(({ answers }) => answers.map(({ lines }) => lines))).toEqual(
      [0, 1, 2, 3, 4].map((index) => performances.map(({ steps: all }) => describeAnswer(all[index]!))),
    );
    expect(told.map(({ answers }) => answers[0]!.tone)).toEqual(['fine', 'fine', 'fine', 'fine', 'dead']);
  });

  test('folds blocks that agree, whatever their number', () => {
    expect(lane(steps[2]!, 'blocks').bands.map(({ label }) => label)).toContain('Movable');
    expect(lane(steps[4]!, 'blocks').bands.map(({ label }) => label)).not.toContain('Movable');
  });

  test('shows where segments go, and that nothing answers there once the DIMM is gone', () => {
    const kinds = (step: MachineStep) => new Set(lane(step, 'images').bands.map(({ kind }) => kind));
    expect(kinds(steps[3]!)).toEqual(new Set(['segment']));
    expect(kinds(steps[4]!)).toEqual(new Set(['lost']));
  });

  test('shows what the next kernel would believe before anybody jumps, and leaves the machine as it is', () => {
    const loaded = performances[1]!.steps[2]!.machine;
    const iomem = resources.printIomem(loaded.iomem);
    const next = lane(machineStep(performances[1]!, 3), 'next');
    expect(next.bands.length).toBeGreaterThan(0);
    expect(resources.printIomem(loaded.iomem)).toBe(iomem);
    expect(lane(steps[2]!, 'next')).toMatchObject({ bands: [], note: 'none: no image is loaded' });
  });

  test('shows /proc/iomem as what came and went', () => {
    const came = steps[2]!.iomem.filter(({ kind }) => kind === 'came');
    const went = steps[4]!.iomem.filter(({ kind }) => kind === 'went');
    expect([...came, ...steps[1]!.iomem.filter(({ kind }) => kind === 'came')]).toContainEqual({
      kind: 'came',
      text: '80000000-bfffffff : System RAM',
    });
    expect(went).toContainEqual({ kind: 'went', text: '80000000-bfffffff : System RAM' });
  });

  test('is one HTML file that fetches and runs nothing', () => {
    const page = storyPage(comparison);
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(page).not.toMatch(/<script|src=|@import|url\((?!#)|https?:\/\/(?!www\.w3\.org|lore\.kernel\.org)/);
    expect(page.match(/<svg class="map"/g)).toHaveLength(12);
    expect(page).toContain('dead kernel: hangs');
  });
});
