import {
  annotateBytes,
  answerCrashKernel,
  answerLoad,
  blobsOf,
  captureFiles,
  type CrashKernelSubject,
  inspect,
  inspectHead,
  machineIn,
  NEWEST_TOOLS,
  partsInside,
  refusalLines,
  showExplanation,
  showLoad,
  showReservations,
  signatureIn,
  standardPlugins,
} from '@warmboot/answers';
import { linesOn, type Paper } from '@warmboot/answers/text';
import type { MachineRecord } from '@warmboot/scenario';
import { Framework, UnknownNameError } from '@warmboot/core';
import { resources } from '@warmboot/core/plugin';
import { FormatError } from '@warmboot/format';
import { expose } from 'comlink';
import { TERMINAL_COLOURS } from './ansi.js';
import type { BringApi, Brought, FileAnswer, Lines, LoadReport, MemoryAnswer, Placed } from './bring-api.js';

const framework = new Framework(standardPlugins);
const architectures = framework.architectures.all().map(({ name }) => name);

const written = (width: number, write: (paper: Paper) => void): Lines =>
  linesOn(write, { width, colour: TERMINAL_COLOURS });

/** What the command says of bad input. @throws whatever is our own mistake */
const complaint = (error: unknown): Lines => {
  if (!(error instanceof FormatError || error instanceof UnknownNameError)) throw error;
  const words = error instanceof FormatError ? error.inWords() : error.message;
  return `warmboot: ${words}`.split('\n').map(TERMINAL_COLOURS.red);
};

const recordOf = async ({ name, bytes }: Brought): Promise<MachineRecord> =>
  machineIn(framework, await captureFiles(bytes, name), name);

/** The architecture of a machine; undefined for what is none. */
const machineOf = async (file: Brought): Promise<string | undefined> => {
  try {
    return framework.architectures.get((await recordOf(file)).arch).name;
  } catch (error) {
    if (error instanceof FormatError || error instanceof UnknownNameError) return undefined;
    throw error;
  }
};

const KERNELS = /Image|ELF|PE|UKI|zboot|compressed|gzip|zstd|xz|lz/;

const explained = async (file: Brought, width: number): Promise<FileAnswer> => {
  const { name: path, bytes, size } = file;
  const spans = annotateBytes(bytes);
  const parts = size === undefined ? await partsInside(bytes, path) : [];
  const machine = size === undefined ? await machineOf(file) : undefined;
  try {
    const context = { framework, architectures, path };
    const explanation =
      size === undefined ? await inspect(bytes, context) : inspectHead(bytes, size, context);
    const lines = written(width, (paper) => showExplanation(paper, explanation, { all: false }));
    const kernel = machine === undefined && KERNELS.test(explanation.format);
    return { lines, known: true, spans, parts, machine, kernel };
  } catch (error) {
    return { lines: complaint(error), known: false, spans, parts, machine, kernel: false };
  }
};

const blobsIn = (prediction: ReturnType<typeof answerLoad>): readonly Brought[] =>
  blobsOf(prediction).flatMap(({ name, content }) =>
    typeof content === 'string' ? [] : [{ name, bytes: content }],
  );

const api: BringApi = {
  inspect: explained,
  spans: async (bytes) => annotateBytes(bytes),

  load: async (machine, kernel, { image, path, append, all }, width): Promise<LoadReport> => {
    try {
      const record = await recordOf(machine);
      const signature = kernel && signatureIn(kernel.bytes);
      const question = {
        image,
        path,
        ...(kernel === undefined ? {} : { kernel: { path: kernel.name, bytes: kernel.bytes } }),
        ...(signature === undefined ? {} : { signature }),
        ...(append === '' ? {} : { append }),
        reuseCommandLine: false,
        debug: false,
        tools: record.kexecTools ?? NEWEST_TOOLS,
      };
      const prediction = answerLoad(framework, record, question);
      const { answer, before } = prediction;
      if (answer.image === undefined) {
        const lines = refusalLines(framework, prediction, question).map(TERMINAL_COLOURS.yellow);
        return { lines, ram: [], segments: [], blobs: [] };
      }
      const title = `${machine.name}: ${record.kernel}`;
      const ram = [...resources.preorder(before.iomem.root)].flatMap(({ resource: { name, start, end } }) =>
        name.startsWith('System RAM') || name === 'Crash kernel' ? [{ name, start, end }] : [],
      );
      return {
        lines: written(width, (paper) =>
          showLoad(paper, prediction, question, title, { all, assumed: record.assumed }),
        ),
        ram,
        segments: answer.image.segments.map(({ kind, mem, memsz }): Placed => ({
          name: kind,
          start: mem,
          end: mem + memsz,
        })),
        blobs: blobsIn(prediction),
      };
    } catch (error) {
      return { lines: complaint(error), ram: [], segments: [], blobs: [] };
    }
  },

  memory: async ({ spec, ram, machine }, width): Promise<MemoryAnswer> => {
    try {
      const subject: CrashKernelSubject =
        machine === undefined || ram !== undefined
          ? { kind: 'ram', bytes: ram ?? 0 }
          : { kind: 'machine', record: await recordOf(machine) };
      const asked =
        subject.kind === 'machine' ? [framework.architectures.get(subject.record.arch).name] : architectures;
      const { cmdline, outcomes } = answerCrashKernel(framework, { spec, subject, architectures: asked });
      return {
        lines: written(width, (paper) => showReservations(framework, paper, cmdline, outcomes)),
        rows: outcomes.map(({ architecture, profile, region, need }) => ({
          who: `${architecture}, ${profile.name}`,
          reserved: region === undefined ? 0 : region.end - region.start,
          at: region?.start ?? 0,
          need: need?.need,
          enough: region !== undefined && (need === undefined || need.verdict === 'enough'),
        })),
      };
    } catch (error) {
      return { lines: complaint(error), rows: [] };
    }
  },
};

expose(api);
