// Devicetree source: compiled, with files that it includes, and written as a blob.
import { serialiseDtb } from '@warmboot/devicetree';
import { parseDts } from '@warmboot/devicetree/dts';
import { texts } from '../corpus.mjs';
import { textMutator } from '../mutate/text.mjs';

const decoder = new TextDecoder();

export const target = {
  room: 'devicetree',
  corpus: () =>
    texts(
      '/dts-v1/; /memreserve/ 0x1000 0x2000; / { a = <(1 + 2 * 3) &b>; b: b@1 { c = "x", [00 ff], &b; }; };',
      '/dts-v1/; / { n { p; }; }; &{/n} { /delete-property/ p; q = /bits/ 64 <(1 << 40)>; }; /delete-node/ &{/n};',
      '/dts-v1/; /plugin/; &base { x = <&other &mine>; mine: mine { y = <&mine>; }; }; &{/soc} { z; };',
      '/dts-v1/; /include/ "a.dtsi"\n# 7 "b.dts"\n/ { /omit-if-no-ref/ u: u { phandle = <&u>; }; d = /incbin/("f", 1, 2); };',
    ),
  mutate: textMutator([
    '&',
    '{',
    '};',
    '<',
    '>',
    '(',
    '/',
    '"',
    ':',
    ';',
    '=',
    '@',
    '/include/ "a"',
    '/bits/ 8',
    '#line 1 "x"',
  ]),
  run: (bytes) => {
    const files = { include: () => 'i: i { j = <&i>; };', incbin: () => new Uint8Array(8) };
    return [false, true].map((symbols) => () => {
      serialiseDtb(parseDts(decoder.decode(bytes), { ...files, symbols }));
    });
  },
};
