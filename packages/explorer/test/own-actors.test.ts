import { plugin as arm64 } from '@warmboot/arch-arm64';
import type { WarmbootPlugin } from '@warmboot/core';
import { Framework, PluginError } from '@warmboot/core';
import { describe, expect, it } from 'vitest';
import { ACTOR } from '../src/actors/catalogue.js';
import { runTask } from '../src/campaign/run-task.js';
import type { Actor, ActorKind } from '../src/model/actor.js';
import type { Property } from '../src/model/property.js';
import { NO_FOOTPRINT } from '../src/model/footprint.js';
import { PROPERTY } from '../src/properties/catalogue.js';

const boom = (): never => {
  throw new RangeError('boom');
};

const step = { id: 'look', label: 'looks on', footprint: NO_FOOTPRINT, perform: () => 'done' };

const kind = (made: () => object): ActorKind<never> => ({
  name: 'bystander',
  description: 'looks on',
  create: (_, name) =>
    ({
      name,
      start: 'begin',
      steps: (local: unknown) => (local === 'begin' ? [step] : []),
      futureFootprint: () => NO_FOOTPRINT,
      ...made(),
    }) as Actor,
});

const pluginWith = (register: WarmbootPlugin['register']): WarmbootPlugin => ({
  name: 'mine',
  description: 'for a test',
  interfaceVersion: 1,
  register,
});

const exploring = (made: () => object): (() => void) => {
  const plugin = pluginWith((context) => context.part(ACTOR, kind(made)));
  const framework = new Framework([arm64, { plugin, source: './mine.js' }]);
  const situation = { name: 's', story: '', devices: {}, actors: [{ actor: 'bystander' }] };
  return () => void runTask({ framework }, { situation, architecture: 'arm64', policies: ['none'] });
};

describe('an actor that fails: one sentence that names it and its plugin', () => {
  it('an honest one has nothing to fear', () => expect(exploring(() => ({}))).not.toThrow());

  it.each([
    ['create', boom, 'create(constants, name, options) throws RangeError: boom'],
    ['steps', () => ({ steps: boom }), 'steps(local, machine, message) throws RangeError: boom'],
    ['a step', () => ({ steps: () => [{ ...step, perform: boom }] }), '"looks on" throws RangeError: boom'],
    [
      'futureFootprint',
      () => ({ futureFootprint: boom }),
      'futureFootprint(local, message) throws RangeError',
    ],
    ['hear', () => ({ hear: () => 'x' }), 'has hear, which nothing calls: it is onEvents(local, events) now'],
    [
      'takesMail',
      () => ({ takesMail: () => true }),
      'has takesMail, which nothing calls: it is receives(local) now',
    ],
  ])('%s', (_, made, sentence) => {
    expect(exploring(made)).toThrow(PluginError);
    expect(exploring(made)).toThrow(`actor bystander of plugin mine (./mine.js)`);
    expect(exploring(made)).toThrow(sentence);
  });

  it('a property under its old words is refused when it registers', () => {
    const former = { name: 'old', title: 'old', words: 'old', onEnd: () => undefined } as Property;
    const register = () => new Framework([pluginWith((context) => context.part(PROPERTY, former))]);
    expect(register).toThrow(PluginError);
    expect(register).toThrow(
      'property old has onEnd, which nothing calls: it is onTerminal(state, context) now',
    );
  });
});
