import { createHash } from 'node:crypto';

/** The look of the kiosk (`renderer/look/tokens.css`) on a phone: one column, reachable with one thumb, light or dark. */
export const PAGE_STYLE = `
:root{color-scheme:light dark;--paper:#fbf5ea;--card:#fffdf8;--ink:#2d211a;--soft:#6a584c;--line:#8d7a69;--hair:#e6d8c4;--tint:#f4e9d8;--done:#17714b;--on-done:#fffdf8;--trouble:#a32922;--trouble-tint:#ffe1d9;--chosen:#d5f2df}
@media(prefers-color-scheme:dark){:root{--paper:#1f1813;--card:#2a211a;--ink:#f7efe2;--soft:#c9b8a5;--line:#9a8775;--hair:#43362b;--tint:#372c23;--done:#63d6a0;--on-done:#07271c;--trouble:#ff9d90;--trouble-tint:#46231e;--chosen:#1d4634}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-block-end:7rem}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.5 ui-rounded,'SF Pro Rounded','Segoe UI',Roboto,'Noto Sans',system-ui,sans-serif;overflow-wrap:anywhere}
main,header,footer{max-inline-size:34rem;margin-inline:auto;padding-inline:1.25rem}
header{display:flex;gap:1rem;justify-content:space-between;align-items:center;padding-block:.75rem 0}
header p{margin:0;color:var(--soft);font-size:.9375rem}
details.speech{position:relative}
details.speech summary{list-style:none;padding:.6rem .9rem;min-block-size:3rem;border-radius:1.5rem;border:1px solid var(--hair);background:var(--card);cursor:pointer;white-space:nowrap}
details.speech summary::-webkit-details-marker{display:none}
details.speech ul{position:absolute;inset-inline-end:0;z-index:1;margin:.25rem 0 0;padding:.35rem;list-style:none;background:var(--card);border:1px solid var(--hair);border-radius:1rem;box-shadow:0 .5rem 1.5rem rgb(0 0 0/.18)}
details.speech a{display:block;padding:.7rem 1.1rem;min-block-size:3rem;border-radius:.7rem;color:inherit;text-decoration:none}
details.speech a[aria-current]{background:var(--chosen)}
h1{font-size:1.75rem;line-height:1.15;margin:0 0 .4rem;text-wrap:balance}
h1:focus{outline:none}
.hello{text-align:center;padding-block:.75rem 1.25rem}
.hello svg{inline-size:7rem;block-size:7rem;display:block;margin:0 auto .75rem}
.hello p{margin:0;font-size:1.125rem;color:var(--soft)}
fieldset,.field{border:0;margin:0 0 1.5rem;padding:0;min-inline-size:0}
legend,label.title,.title{display:block;font-weight:700;font-size:1.125rem;padding:0;margin:0 0 .35rem}
.hint{margin:0 0 .6rem;color:var(--soft);font-size:.9375rem}
.choice{display:flex;gap:.75rem;align-items:center;min-block-size:3.25rem;padding:.6rem .9rem;margin-block-end:.5rem;background:var(--card);border:2px solid var(--hair);border-radius:1rem;cursor:pointer}
.choice:has(:checked){background:var(--chosen);border-color:var(--done)}
.choice input,.agree input{inline-size:1.5rem;block-size:1.5rem;flex:none;margin:0;accent-color:var(--done)}
.agree{display:flex;gap:.75rem;align-items:flex-start;min-block-size:3rem;padding-block:.5rem;cursor:pointer}
input.line,textarea{display:block;inline-size:100%;font:inherit;color:inherit;background:var(--card);border:2px solid var(--line);border-radius:.9rem;padding:.75rem .9rem;min-block-size:3.25rem}
textarea{min-block-size:8rem;resize:vertical}
.field .field{margin-block-end:.9rem}
label.small{display:block;margin-block-end:.25rem}
[aria-invalid=true]{border-color:var(--trouble)}
.error{margin:.4rem 0;color:var(--trouble);font-weight:600}
.alarm{margin:0 0 1.25rem;padding:.8rem 1rem;border-radius:1rem;background:var(--trouble-tint);color:var(--ink);font-weight:600}
details.more{margin-block-end:1.5rem;background:var(--tint);border-radius:1.25rem;padding:0 1rem}
details.more summary{font-weight:700;font-size:1.125rem;padding-block:.9rem;min-block-size:3.25rem;cursor:pointer}
.card{background:var(--tint);border-radius:1.25rem;padding:1rem;margin-block-end:1.5rem}
button,a.button{font:inherit;cursor:pointer}
.send,a.button{display:block;inline-size:100%;min-block-size:3.75rem;padding:.9rem 1.25rem;border:0;border-radius:1.9rem;background:var(--done);color:var(--on-done);font-size:1.1875rem;font-weight:700;text-align:center;text-decoration:none}
.bar{position:sticky;inset-block-end:0;margin-inline:-1.25rem;padding:.75rem 1.25rem calc(.75rem + env(safe-area-inset-bottom));background:linear-gradient(to top,var(--paper) 75%,transparent)}
a.quiet{display:block;padding:.9rem;text-align:center;color:inherit}
:focus-visible{outline:3px solid var(--ink);outline-offset:3px}
.stage{min-block-size:72svh;display:grid;align-content:center}
.faces{display:grid;grid-template-columns:repeat(auto-fit,minmax(5rem,1fr));gap:.75rem;margin-block-end:1.5rem}
.faces.of4{grid-template-columns:1fr 1fr}
.faces.of5{grid-template-columns:1fr}
.faces.of5 button{display:flex;align-items:center;gap:1rem;padding-inline:1rem;text-align:start}
.faces.of5 svg{inline-size:4rem;margin:0}
.faces button,.numbers button{background:var(--card);color:inherit;border:2px solid var(--hair);border-radius:1.5rem;padding:.75rem .5rem;min-block-size:4rem;font-weight:600;line-height:1.2}
.faces svg{display:block;inline-size:100%;max-inline-size:6rem;margin:0 auto .5rem}
.numbers{display:grid;grid-template-columns:repeat(6,1fr);gap:.4rem}
.numbers.of4,.numbers.of5{grid-template-columns:repeat(5,1fr)}
.numbers.of7{grid-template-columns:repeat(7,1fr)}
@media(max-width:23rem){.numbers.of7{grid-template-columns:repeat(4,1fr)}}
.numbers button{font-size:1.375rem;padding-inline:0;border-radius:1rem;border-color:var(--line)}
.ends{display:flex;justify-content:space-between;gap:1rem;margin:.5rem 0 1.5rem;color:var(--soft);font-size:.9375rem}
.ends span:last-child{text-align:end}
.big{display:block;font-size:3.5rem;font-weight:700;line-height:1.2}
footer{padding-block:.5rem 2rem;color:var(--soft);font-size:.875rem;text-align:center}
@media(forced-colors:active){.send,a.button,.choice{border:2px solid}}
`;

const STYLE_HASH = createHash('sha256').update(PAGE_STYLE).digest('base64');

/** Nothing is loaded, nothing runs, nobody frames the page, and its forms go to the hub only. */
export const PAGE_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${STYLE_HASH}'`,
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join(';');
