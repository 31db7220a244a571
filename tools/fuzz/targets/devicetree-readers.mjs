// What is read out of a devicetree: overlays, FIT images, addresses and interrupts.
import { parseDtb, serialiseDtb, walkNodes } from '@warmboot/devicetree';
import { cpuRangesOf, interruptsOf } from '@warmboot/devicetree/bus';
import { parseDts } from '@warmboot/devicetree/dts';
import { checkHashes, parseFit } from '@warmboot/devicetree/fit';
import { applyOverlay } from '@warmboot/devicetree/overlay';
import { mutateBytes, mutateNumbers } from '../mutate/bytes.mjs';
import { sealDevicetree, sealing } from '../mutate/sealed.mjs';

const base = parseDts(
  '/dts-v1/; / { gpio: gpio { phandle = <7>; }; soc { i2c: i2c@1000 { s@10 { o; }; }; }; };',
  { symbols: true },
);

const SOURCES = [
  '/dts-v1/; /plugin/; &i2c { u = <&m &gpio 1>; m: m { p = <&m>; }; }; &{/soc} { x { }; };',
  `/dts-v1/; / { images { k { data = "kernel"; load = <1>; hash-1 { algo = "crc32"; value = <1>; }; };
    f { data-offset = <0>; data-size = <0>; }; }; configurations { default = "c"; c { kernel = "k"; fdt = "f"; }; }; };`,
  `/dts-v1/; / { #address-cells = <1>; #size-cells = <1>; g: g { interrupt-controller; #interrupt-cells = <2>; };
    bus { #address-cells = <1>; #size-cells = <1>; ranges = <0 0x1000 0x1000>; #interrupt-cells = <1>;
    interrupt-map-mask = <0xf 1>; interrupt-map = <0 1 &g 1 2>; d@0 { reg = <0x10 4>; interrupts = <1>; };
    e { interrupts-extended = <&g 1 2>; }; }; };`,
];

export const target = {
  room: 'devicetree',
  corpus: () =>
    SOURCES.map((source) => serialiseDtb(parseDts(source, { symbols: source.includes('plugin') }))),
  mutate: (random, input, corpus) =>
    random.of([sealing(mutateBytes, sealDevicetree), mutateNumbers, mutateBytes])(random, input, corpus),
  run: (bytes) => [
    () => applyOverlay(base, parseDtb(bytes)),
    () => parseFit(bytes).images.map((image) => checkHashes(image)),
    ...[cpuRangesOf, interruptsOf].map((read) => () => {
      const tree = parseDtb(bytes);
      for (const { path } of [...walkNodes(tree)].slice(0, 64)) read(tree, path);
    }),
  ],
};
