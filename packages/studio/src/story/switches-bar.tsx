import { humanSize } from '@warmboot/address';
import { show, switches } from '../page/page.js';
import type { Switches } from '../link/page-state.js';
import type { Vocabulary } from '../worker/model-api.js';
import { EXAMPLES } from '../player/examples.js';
import { own } from '../player/player.js';

/** Changes a switch; `undefined` gives it back to the scenario. */
const turn = (change: { readonly [K in keyof Switches]?: Switches[K] | undefined }): void => {
  const next = Object.entries({ ...switches.value, ...change }).filter(([, value]) => value !== undefined);
  show({ switches: Object.fromEntries(next) as Switches });
};

/** The value of a choice that leaves it to the scenario. */
const OWN = '';

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  /** Values and words. */
  readonly options: readonly (readonly [string, string])[];
  readonly hint?: string;
  choose(value: string): void;
}

const Choice = ({ label, value, options, hint, choose }: ChoiceProps) => (
  <label class="choice">
    <span>{label}</span>
    <select value={value} title={hint} onChange={({ currentTarget }) => choose(currentTarget.value)}>
      {options.map(([word, words]) => (
        <option key={word} value={word}>
          {words}
        </option>
      ))}
    </select>
  </label>
);

const Architectures = ({ vocabulary }: { vocabulary: Vocabulary }) => {
  const chosen = switches.value.architectures ?? own.value.architectures;
  const toggle = (name: string): void => {
    const next = chosen.includes(name)
      ? chosen.filter((one) => one !== name)
      : vocabulary.architectures.map((one) => one.name).filter((one) => one === name || chosen.includes(one));
    if (next.length > 0) turn({ architectures: next });
  };
  return (
    <fieldset class="choice">
      <legend>Architectures</legend>
      <div class="checks">
        {vocabulary.architectures.map(({ name }) => (
          <label key={name}>
            <input type="checkbox" checked={chosen.includes(name)} onChange={() => toggle(name)} />
            {name}
          </label>
        ))}
      </div>
    </fieldset>
  );
};

const Policy = ({ vocabulary }: { vocabulary: Vocabulary }) => {
  const { policies } = switches.value;
  const its = own.value.policies.length === 0 ? 'none' : own.value.policies.join(' + ');
  const value = policies === undefined ? OWN : policies.length === 0 ? 'none' : policies.join('+');
  const known = vocabulary.policies.filter(({ name }) => name !== 'none');
  // A link may ask for several at once.
  const several =
    policies !== undefined && policies.length > 1 ? [[value, policies.join(' + ')] as const] : [];
  return (
    <Choice
      label="Policy"
      value={value}
      hint={known.find(({ name }) => name === value)?.title ?? ''}
      options={[
        [OWN, `the scenario’s (${its})`],
        ['none', 'none: mainline'],
        ...known.map(({ name }) => [name, name] as const),
        ...several,
      ]}
      choose={(word) => turn({ policies: word === OWN ? undefined : word === 'none' ? [] : word.split('+') })}
    />
  );
};

const PageSizes = ({ vocabulary }: { vocabulary: Vocabulary }) => {
  const sizes = [...new Set(vocabulary.architectures.flatMap(({ pageSizes }) => pageSizes))].sort(
    (a, b) => a - b,
  );
  return (
    <Choice
      label="Pages"
      value={`${switches.value.pageSize ?? OWN}`}
      options={[[OWN, 'usual'], ...sizes.map((size) => [`${size}`, humanSize(size)] as const)]}
      choose={(word) => turn({ pageSize: word === OWN ? undefined : Number(word) })}
    />
  );
};

const Scenarios = () => {
  const read = async (name: string): Promise<void> => {
    const example = EXAMPLES.find((one) => one.name === name);
    if (example === undefined) return;
    show({ scenario: await example.read(), step: 0, switches: {}, focus: undefined });
  };
  return (
    <Choice
      label="Scenario"
      value={OWN}
      options={[[OWN, 'try another …'], ...EXAMPLES.map(({ name }) => [name, name] as const)]}
      choose={(name) => void read(name)}
    />
  );
};

/** What the kernels of the story are: changing one plays it again at once. */
export const SwitchesBar = ({ vocabulary }: { vocabulary: Vocabulary }) => (
  <form class="switches" aria-label="What the kernels are" onSubmit={(event) => event.preventDefault()}>
    <Scenarios />
    <Architectures vocabulary={vocabulary} />
    <Policy vocabulary={vocabulary} />
    <Choice
      label="Kernel"
      value={switches.value.profile ?? OWN}
      options={[[OWN, 'the scenario’s'], ...vocabulary.profiles.map(({ name }) => [name, name] as const)]}
      choose={(word) => turn({ profile: word === OWN ? undefined : word })}
    />
    <PageSizes vocabulary={vocabulary} />
  </form>
);
