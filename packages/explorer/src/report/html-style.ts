/** What the page looks like, by day and by night. */
export const STYLE = `:root{--ink:#1d2129;--dim:#667085;--line:#d9dee7;--paper:#fff;--card:#f6f8fb;--yes:#1a7f4b;--yes-bg:#e8f6ee;--no:#b42318;--no-bg:#fdeceb;--unknown:#8a6100;--unknown-bg:#fff4d6}
@media(prefers-color-scheme:dark){:root{--ink:#e6e9ef;--dim:#98a2b3;--line:#333a47;--paper:#14171c;--card:#1c2129;--yes:#6bd49a;--yes-bg:#16301f;--no:#ff9a91;--no-bg:#3a1b1a;--unknown:#f2c94c;--unknown-bg:#3a2f10}}
*{box-sizing:border-box}body{font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);margin:0 auto;padding:2.5rem 2rem 6rem;max-width:78rem}
h1{font-size:1.7rem;margin:0 0 .3rem}h2{font-size:1.2rem;margin:3rem 0 .8rem}p{margin:.3rem 0;color:var(--dim);max-width:60rem}
.legend span{display:inline-block;border-radius:.3rem;padding:0 .5rem;margin-right:.3rem}
table{border-collapse:separate;border-spacing:0;margin-top:1.5rem;font-size:.87rem}
thead th{position:sticky;top:0;background:var(--paper);vertical-align:bottom;font-weight:600;padding:.5rem .35rem;width:5.4rem;border-bottom:2px solid var(--line);line-height:1.25;text-align:center}
thead th.left{text-align:left;width:auto}tbody th{font:600 .87rem ui-monospace,monospace;text-align:left;padding:.3rem .9rem .3rem 0;vertical-align:top;white-space:nowrap}
td{padding:.22rem .35rem;text-align:center;border-bottom:1px solid var(--line)}td.arch{text-align:left;color:var(--dim);padding-right:.8rem}
tbody th{border-bottom:1px solid var(--line)}tbody+tbody tr:first-child>*{border-top:0}
td>*{display:block;border-radius:.3rem;padding:.05rem .3rem;text-decoration:none}
.yes{color:var(--yes);background:var(--yes-bg)}.no{color:var(--no);background:var(--no-bg);font-weight:600}a.no:hover{outline:2px solid var(--no)}
.unknown{color:var(--unknown);background:var(--unknown-bg)}.moot{color:var(--dim)}sup{font-weight:400;font-size:.7em;margin-left:.15em}
section{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:1rem 1.2rem;margin:.9rem 0;scroll-margin-top:1rem}
section:target{border-color:var(--no);box-shadow:0 0 0 2px var(--no-bg)}section h3{margin:0;font-size:1rem}section h3 small{color:var(--dim);font-weight:400}
ol{margin:.7rem 0;padding-left:1.8rem}ol b{font-weight:600}ol code{display:block;color:var(--dim);font:12px/1.4 ui-monospace,monospace}
.reason{color:var(--no);font-weight:600}details{margin-top:.4rem}summary{cursor:pointer;color:var(--dim)}
.map{width:100%;font:12px/1.4 ui-monospace,monospace;margin:.4rem 0 0}.map td{text-align:left;border:0;padding:0 1rem 0 0}.map .gone td{color:var(--no)}
dl{display:grid;grid-template-columns:minmax(12rem,auto) 1fr;gap:.3rem 1.5rem}dt{font-weight:600}dd{margin:0;color:var(--dim)}`;
