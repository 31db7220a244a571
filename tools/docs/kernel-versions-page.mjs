// What changed in Linux from version to version, in the field of the model, and which of it the answers follow.
import { extend } from '../../packages/core/dist/index.js';
import { standardFramework } from '../../packages/cli/dist/index.js';

/** Before every version that changed anything, and after. */
const [FIRST, LAST] = ['0.0', '999.0'];

const cell = (text) => text.replaceAll('|', '\\|');

const row = (architectures, { since, what, source, modelled }) =>
  `| ${since} | ${architectures} | ${cell(what)} | ${modelled === true ? 'yes' : 'no'} | ${cell(source)} |`;

/** Changes for all architectures, then those of each, by version. */
const rows = (framework) => {
  const shared = extend.kernelChanges([], FIRST, LAST).map((change) => ['all', change]);
  const own = framework.architectures
    .all()
    .flatMap(({ name, builds }) => (builds?.changes ?? []).map((change) => [name, change]));
  const ordered = extend.kernelChanges(
    own.map(([, change]) => change),
    FIRST,
    LAST,
  );
  return [...shared, ...own]
    .sort(([, a], [, b]) => ordered.indexOf(a) - ordered.indexOf(b))
    .map(([of, change]) => row(of, change));
};

/** docs/kernel-versions.md */
export const kernelVersionsPage = () => {
  const framework = standardFramework();
  const bySource = framework.profiles.all().filter(({ basis }) => basis === 'source');
  return `# What changed from version to version

Answers are those of one version of Linux ([which kernel answers](which-kernel.md)). Its rules are a profile. Those of
${bySource.map(({ name }) => `\`${name}\``).join(', ')} are the rules of 6.1, whose source was read and whose kernels were recorded,
without what mainline changed since, as the table below has it: no kernel of them was recorded, and their own trees were not gone
through, so answers say “by the source, not recorded”. Distributions bring changes of later versions back, above all Red Hat’s
4.18 and 5.14: a capture tells more than a number.

A release without a profile of its own is answered by the last one before it, and what changed between the two is printed
beside the answer. _Followed_ says whether the rules of versions before and after differ here.

| since | architecture | what | followed | in Linux |
| ----- | ------------ | ---- | -------- | -------- |
${rows(framework).join('\n')}
`;
};
