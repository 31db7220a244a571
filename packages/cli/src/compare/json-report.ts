import { visible } from '@warmboot/core';
import type { Comparison } from '@warmboot/scenario';
import { buildRecord } from '@warmboot/scenario';

/** The comparison as one value, for programs. */
export const comparisonRecord = ({
  scenario,
  policies,
  machines,
  steps,
  performances,
}: Comparison): Readonly<Record<string, unknown>> => ({
  scenario: scenario.name,
  policies,
  machines,
  kernels: performances.map(({ architecture, kernel, decisive }) => ({
    architecture,
    ...buildRecord(kernel, decisive),
  })),
  steps: steps.map(({ number, title, note, answers, differs, differences, reasons }) => ({
    step: number,
    title,
    ...(note === undefined ? {} : { note }),
    differs,
    answers: answers.map(({ record: { answer, skipped, log, machine, step, notes } }, column) => ({
      architecture: machines[column]!.architecture,
      ...answer,
      ...(skipped === undefined ? {} : { skipped }),
      ...(notes.length === 0 ? {} : { notes }),
      ...(step.verb.kind === 'load' && answer.ok
        ? {
            segments: machine.kexec[step.verb.image]?.segments.map(({ kind, mem, memsz, bufsz }) => ({
              kind,
              mem,
              memsz,
              bufsz,
            })),
          }
        : {}),
      log: visible(log),
    })),
    differences,
    reasons,
  })),
  held: Object.fromEntries(performances.map(({ architecture, held }) => [architecture, held])),
});
