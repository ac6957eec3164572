import type { NoticeLanguage } from '../../contract/protocol/people.ts';
import { directionOf } from '../follow-up/languages.ts';
import { markup, trusted, type Markup } from '../http/markup.ts';

type Link = { readonly label: string; readonly url: string };

/** What a mail of the hub says. All of it is plain text. */
export type Letter = {
  readonly language: NoticeLanguage;
  /** Subject and heading, one line. */
  readonly title: string;
  /** A paragraph each; the first is what mail programs show beside the subject. */
  readonly lines: readonly string[];
  readonly action: Link;
  readonly isUrgent: boolean;
  /** Why it was sent, and where that is changed. */
  readonly footer: { readonly text: string; readonly link: Link | null };
};

export type WrittenLetter = {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
};

const FONT = "font-family:'Segoe UI',Roboto,Helvetica,Arial,sans-serif;";
/** Colours of the console; each pair is above 4.5:1, and 3:1 where letters are large. */
const LIGHT = {
  ground: '#f7f4ee',
  card: '#fffdfa',
  line: '#e4dccf',
  ink: '#2a2118',
  soft: '#665a4b',
};
const SUN = '#ffcb45';
const CORAL = '#f0664c';
/** A table that only lays out, and looks the same everywhere. */
const PLAIN = trusted(
  'role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"',
);

/** Spaces that keep numbers together stay. */
const BREAKS = /[ \p{Cc}\p{Zl}\p{Zp}]+/gu;
const TURNS = /\p{Bidi_Control}/gu;

/** For programs that know of dark surroundings; the others have the styles of each element. */
const STYLE = trusted(`
:root { color-scheme: light dark; supported-color-schemes: light dark; }
a { text-decoration: underline; }
@media (max-width: 480px) {
  .room { padding-left: 20px !important; padding-right: 20px !important; }
  .title { font-size: 22px !important; line-height: 28px !important; }
  .button { width: 100% !important; }
  .button a { display: block !important; padding-left: 8px !important; padding-right: 8px !important; }
}
@media (prefers-color-scheme: dark) {
  .ground { background-color: #171411 !important; }
  .card { background-color: #221e1a !important; border-right-color: #39322a !important;
    border-bottom-color: #39322a !important; border-left-color: #39322a !important; }
  .ink { color: #f6f0e6 !important; }
  .soft, .soft a { color: #b9ad9c !important; }
}
`);

/**
 * A mail as HTML and as text. Tables and styles of each element, as mail programs need them, Outlook on Windows too;
 * no picture and nothing from elsewhere, so it tells nobody that it was opened.
 */
export function writeLetter(said: Letter): WrittenLetter {
  const letter = { ...said, title: onOneLine(said.title), lines: said.lines.map(onOneLine) };
  return { subject: letter.title, text: asText(letter), html: asHtml(letter).source };
}

/** Names that were kept before they had to be one line that can be seen write no lines of their own. */
function onOneLine(text: string): string {
  return text.replaceAll(TURNS, '').replaceAll(BREAKS, ' ').trim();
}

function asText({ title, lines, action, footer }: Letter): string {
  return [
    title,
    '',
    ...lines,
    '',
    `${action.label}: ${action.url}`,
    '',
    // What follows is a signature to mail programs (RFC 3676, section 4.3).
    '-- ',
    footer.text,
    ...(footer.link === null ? [] : [`${footer.link.label}: ${footer.link.url}`]),
    '',
  ].join('\n');
}

function asHtml(letter: Letter): Markup {
  const { language, title, lines, action, isUrgent, footer } = letter;
  return markup`<!doctype html>
<html lang="${language}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<meta name="x-apple-disable-message-reformatting">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body class="ground" style="margin:0;padding:0;background-color:${LIGHT.ground};">
<div style="display:none;max-height:0;overflow:hidden;opacity:0;">${lines[0] ?? ''}</div>
<table ${PLAIN} class="ground" bgcolor="${LIGHT.ground}" style="background-color:${LIGHT.ground};">
<tr><td align="center" style="padding:24px 12px;">
${trusted('<!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->')}
<table ${PLAIN} style="max-width:600px;">
<tr><td class="soft" style="${FONT}padding:0 4px 12px 4px;font-size:15px;line-height:20px;font-weight:bold;color:${LIGHT.soft};">Glimlach</td></tr>
<tr><td class="card" bgcolor="${LIGHT.card}" style="background-color:${LIGHT.card};border:1px solid ${LIGHT.line};border-top:6px solid ${isUrgent ? CORAL : SUN};border-radius:14px;">
<table ${PLAIN}>
<tr><td class="room ink title" style="${FONT}padding:26px 32px 0 32px;font-size:25px;line-height:32px;font-weight:bold;color:${LIGHT.ink};">${title}</td></tr>
<tr><td class="room" style="padding:14px 32px 0 32px;"><table ${PLAIN}>${lines.map(paragraph)}</table></td></tr>
<tr><td class="room" style="padding:20px 32px 32px 32px;">${button(action)}</td></tr>
</table>
</td></tr>
<tr><td class="soft" style="${FONT}padding:14px 4px 0 4px;font-size:13px;line-height:19px;color:${LIGHT.soft};">${footer.text}${footer.link === null ? null : small(footer.link)}</td></tr>
</table>
${trusted('<!--[if mso]></td></tr></table><![endif]-->')}
</td></tr>
</table>
</body>
</html>
`;
}

function paragraph(line: string): Markup {
  return markup`
<tr><td class="ink" style="${FONT}padding:0 0 8px 0;font-size:17px;line-height:25px;color:${LIGHT.ink};">${line}</td></tr>`;
}

/** The cell is coloured, so it is a button where padding of links is not known. */
function button({ label, url }: Link): Markup {
  return markup`<table role="presentation" class="button" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" bgcolor="${SUN}" style="background-color:${SUN};border-radius:12px;mso-padding-alt:14px 30px;"><a href="${url}" style="${FONT}display:inline-block;padding:14px 30px;font-size:17px;line-height:22px;font-weight:bold;color:${LIGHT.ink};text-decoration:none;">${label}</a></td></tr></table>`;
}

function small({ label, url }: Link): Markup {
  return markup` <a href="${url}" style="color:${LIGHT.soft};">${label}</a>`;
}
