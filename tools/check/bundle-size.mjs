// What a package costs a page: its own code, bundled, minified and compressed. Packages that it imports count for
// themselves.
import { writeFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { CheckFailed } from './run.mjs';

const gzippedSize = async (scratch, name, code) => {
  const entry = join(scratch, `${name}.mjs`);
  writeFileSync(entry, code);
  const [{ output }] = [
    await build({
      configFile: false,
      root: scratch,
      logLevel: 'silent',
      build: {
        write: false,
        rollupOptions: {
          input: entry,
          preserveEntrySignatures: 'strict',
          external: (id) => !id.startsWith('.') && !isAbsolute(id),
          output: { format: 'es', minify: true },
        },
      },
    }),
  ].flat();
  return output.reduce((sum, { code: text = '' }) => sum + gzipSync(text).length, 0);
};

const inKb = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

const mustFit = (what, size, budget) => {
  if (size <= budget) return;
  const more = size - budget;
  throw new CheckFailed(
    `${what} is ${inKb(size)} compressed, ${inKb(more)} (${((100 * more) / budget).toFixed(1)} %) over its budget of ` +
      `${inKb(budget)}. Make it smaller, or raise the budget in tools/check/size-budgets.json and say why.`,
  );
};

/**
 * Holds a package against its budgets, in bytes: `whole` for every entry, and `one` for a bundle that imports a single
 * export. The second shows that a bundler drops what is not used.
 * @param entries files that the package exports
 */
export const checkSize = async (scratch, name, entries, { whole, one }) => {
  const file = name.replaceAll(/\W/g, '-');
  const all = entries.map((path, index) => `export * as entry${index} from ${JSON.stringify(path)};\n`);
  const size = await gzippedSize(scratch, `${file}-whole`, all.join(''));
  mustFit(name, size, whole);
  if (one === undefined) return { whole: size };
  const single = await gzippedSize(
    scratch,
    `${file}-one`,
    `export { ${one.export} } from ${JSON.stringify(entries[0])};\n`,
  );
  mustFit(`${name} with ${one.export} alone`, single, one.size);
  return { whole: size, one: single };
};
