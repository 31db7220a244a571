/** A devicetree source, and what it shows. */
export interface DtsCase {
  readonly title: string;
  readonly source: string;
  /** Files that it includes, by name. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Sources that dtc compiles, each for some rules of the language. */
export const DTS_CASES: readonly DtsCase[] = [
  {
    title: 'strings, cells, bytes and what C calls escapes',
    source: String.raw`/dts-v1/;
/ {
  text = "tab\t quote\" back\\slash \x41\101 \/", "second";
  bytes = [00 0aFF 01020304];
  nothing;
  empty = "";
  mixed = "a", <1 0x2 03>, [04], <'A' '\n' '\x80'>;
};`,
  },
  {
    title: 'expressions',
    source: `/dts-v1/;
/ {
  a = <(1 + 2 * 3 - 4 / 2 % 2) (1 << 4 | 0x100 ^ 3 & ~1) (-1) (!0 && 5 || 0)>;
  b = <(2 > 1 ? 10 : 20) (1 == 1) (1 != 1) (3 >= 3) (3 < 2) (0xffffffffffffffff >> 60)>;
  c = /bits/ 64 <(1 << 63) (1 << 64) (-1) 0x123456789ULL>;
  d = /bits/ 8 <1 2 (-1)>, /bits/ 16 <0xffff (-2) 7U>;
};`,
  },
  {
    title: 'labels, references by label and by path, and phandles that are taken',
    source: `/dts-v1/;
/memreserve/ 0x1000 0x2000;
lbl: /memreserve/ (0x4000 + 1) 16;
/ {
  first = <&b &{/a} 0>;
  path = &b, "and", &{/a/c@1};
  a { phandle = <1>; c: c@1 { v = <&self>; }; };
  b: x: b { l: label = l1: <2 l2: 3 l3:>, [b1: 01 b2:] b3:; };
  self: self { phandle = <&self>; };
  deep { linux,phandle = <0x20>; back = <&{/deep} &c>; };
};`,
  },
  {
    title: 'additions, deletions and what comes back',
    source: `/dts-v1/;
/ { p = <1>; q = <2>; r = <3>; n1: one { a; b; }; two { keep; }; three { }; };
/ { /delete-property/ q; /delete-node/ three; one { /delete-property/ a; c = "c"; }; four { }; };
extra: &n1 { d; sub { }; };
&{/two} { e; };
/ { q = <4>; three { new; }; };
&extra { /delete-node/ sub; };
/delete-node/ &{/four};`,
  },
  {
    title: 'what is left out unless something refers to it',
    source: `/dts-v1/;
/ { user = <&used>; /omit-if-no-ref/ used: used { }; /omit-if-no-ref/ unused: unused { }; third: third { }; };
/omit-if-no-ref/ &third;`,
  },
  {
    title: 'the CPU that boots, a name that says nothing new, and names that look like numbers',
    source: `/dts-v1/;
/ { cpus { name = "cpus"; cpu@5 { reg = <5>; }; cpu@6 { reg = <6>; }; }; 0 { 1 = <1>; #cells = <2>; a,b+c*d?e.f_g-h; }; };`,
  },
  {
    title: 'comments, line marks of the preprocessor and files that are included',
    source: `# 1 "board.dts"
/dts-v1/; /* a comment
 * of two lines */ // and one
/include/ "soc.dtsi"
# 7 "board.dts" 2
&uart { status = /include/ "status.dtsi"; };`,
    files: {
      'soc.dtsi': '/ { soc { uart: uart@1000 { reg = <0x1000 4>; }; }; };\n',
      'status.dtsi': '"okay"',
    },
  },
  {
    title: 'an overlay',
    source: `/dts-v1/;
/plugin/;
&base { x = <&other &mine>; list = <1 &base &base>; mine: mine { y = <&mine>; }; };
&{/soc} { z = "z"; };
/ { fragment@9 { target-path = "/"; __overlay__ { back = <&mine>; }; }; };`,
  },
];
