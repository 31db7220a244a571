// Rooms whose rules are those of docs/spec, each with the tests that know them. A shard is what one night, or one room of
// it, can do on two cores.

/** @type {Readonly<Record<string, { mutate: readonly string[], tests: readonly string[] }>>} */
export const SHARDS = {
  resource: {
    mutate: ['packages/core/src/resource/*.ts'],
    tests: ['packages/core/test/resource/**/*.test.ts'],
  },
  memory: {
    mutate: ['packages/core/src/memory/*.ts'],
    tests: ['packages/core/test/{memory,machine}/**/*.test.ts'],
  },
  kexec: {
    mutate: ['packages/core/src/kexec/*.ts'],
    tests: [
      'packages/core/test/{kexec,machine,physical,policy}/**/*.test.ts',
      'packages/core/test/image-scale.test.ts',
    ],
  },
  'arm64-placement': {
    mutate: ['packages/arch-arm64/src/load/*.ts'],
    tests: ['packages/arch-arm64/test/**/*.test.ts'],
  },
  'arm64-handover': {
    mutate: ['packages/arch-arm64/src/{handover,boot}/*.ts'],
    tests: ['packages/arch-arm64/test/**/*.test.ts'],
  },
  'x86-placement': {
    mutate: ['packages/arch-x86/src/load/*.ts'],
    tests: ['packages/arch-x86/test/**/*.test.ts'],
  },
  'x86-handover': {
    mutate: ['packages/arch-x86/src/{handover,boot}/*.ts'],
    tests: ['packages/arch-x86/test/**/*.test.ts'],
  },
  devicetree: {
    mutate: ['packages/devicetree/src/**/*.ts'],
    tests: ['packages/devicetree/test/**/*.test.ts'],
  },
  aml: {
    mutate: ['packages/firmware-acpi/src/aml/**/*.ts'],
    tests: ['packages/firmware-acpi/test/**/*.test.ts'],
  },
};
