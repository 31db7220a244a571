import type { LoadPrediction, LoadQuestion } from '@warmboot/scenario';
import { buildRecord } from '@warmboot/scenario';

/** The same as the text, for programs. */
export const loadJson = (
  prediction: LoadPrediction,
  question: LoadQuestion,
): Readonly<Record<string, unknown>> => {
  const { architecture, kernel, decisive, answer, handover, next, events, remarks } = prediction;
  const { report, tool, reason, cmdline, image } = answer;
  return {
    architecture,
    kernel: buildRecord(kernel, decisive),
    kexec: { image: question.image, path: answer.path, tools: question.tools, status: tool.status },
    ...(reason === undefined ? {} : { reason }),
    output: tool.output,
    ...(report === undefined
      ? {}
      : {
          loaders: {
            unpacked: report.unpacked.compression ?? null,
            kexec_tools: report.probes,
            type: report.type ?? null,
            kexec_file_load: report.direct.ok
              ? { takes: true }
              : { takes: false, errno: report.direct.errno, reason: report.direct.reason },
          },
        }),
    cmdline,
    remarks,
    entry: image?.entry ?? null,
    segments: (image?.segments ?? []).map(({ kind, mem, memsz, bufsz }) => ({ kind, mem, memsz, bufsz })),
    handover: handover ?? null,
    next: next ?? null,
    events: events.map(({ event, outcomes }) => ({ ...event, outcomes })),
  };
};
