import type { Scale } from '../../contract/scales.ts';
import { trusted, type Markup } from '../http/markup.ts';

/** The faces there are, best first; told apart by silhouette and mouth as much as by colour, as on the kiosk. */
export const FACES = ['delighted', 'positive', 'neutral', 'negative', 'upset'] as const;
export type Face = (typeof FACES)[number];

type Colours = { readonly skin: string; readonly edge: string; readonly ink: string };

/** Of `renderer/look/tokens.css`; the two that stand between those of the kiosk are mixed from their neighbours. */
const COLOURS: Readonly<Record<Face, Colours>> = {
  delighted: { skin: '#34b87c', edge: '#1a7f54', ink: '#07372a' },
  positive: { skin: '#5ed39b', edge: '#1a7f54', ink: '#07372a' },
  neutral: { skin: '#fbbf2d', edge: '#b37a00', ink: '#4a2f00' },
  negative: { skin: '#ff8f80', edge: '#b5362f', ink: '#4c0b12' },
  upset: { skin: '#ef6558', edge: '#b5362f', ink: '#4c0b12' },
};

const BLOOM =
  'M120 16C125 16 130 13 136 12C142 10 147 11 152 12C158 14 162 17 166 22C170 26 172 31 176 34C180 37 186 38 192 40C197 42 202 46 205 50C208 55 210 60 210 66C211 72 210 78 211 82C213 87 217 91 220 96C224 101 225 106 225 112C225 118 224 123 220 128C217 133 213 137 211 142C210 146 211 152 210 158C210 164 208 169 205 174C202 178 197 182 192 184C186 186 180 187 176 190C172 193 170 198 166 202C162 207 158 210 152 212C147 213 142 214 136 212C130 211 125 208 120 208C115 208 110 211 104 212C98 214 93 213 88 212C82 210 78 207 74 202C70 198 68 193 64 190C60 187 54 186 48 184C43 182 38 178 35 174C32 169 30 164 30 158C29 152 30 146 29 142C27 137 23 133 20 128C16 123 15 118 15 112C15 106 16 101 20 96C23 91 27 87 29 82C30 78 29 72 30 66C30 60 32 55 35 50C38 46 43 42 48 40C54 38 60 37 64 34C68 31 70 26 74 22C78 17 82 14 88 12C93 11 98 10 104 12C110 13 115 16 120 16Z';
const LEVEL = 'M120 16C194 16 217 40 217 114S194 212 120 212 23 188 23 114 46 16 120 16Z';
const SAGGING =
  'M120 10C152 10 172 27 190 56C208 85 229 112 229 147C229 191 180 212 120 212S11 191 11 147C11 112 32 85 50 56C68 27 88 10 120 10Z';

const SILHOUETTES: Readonly<Record<Face, string>> = {
  delighted: BLOOM,
  positive: BLOOM,
  neutral: LEVEL,
  negative: SAGGING,
  upset: SAGGING,
};

const LAUGH =
  'M83 124C98 129 142 129 157 124C163 122 168 126 167 132C163 160 145 178 120 178S77 160 73 132C72 126 77 122 83 124Z';

const FEATURES: Readonly<Record<Face, (colours: Colours) => string>> = {
  delighted: ({ ink }) =>
    `<path d="${LAUGH}" fill="${ink}"/>${lines(ink, 'M65 98C70 82 77 76 84 76S98 82 103 98', 'M137 98C142 82 149 76 156 76S170 82 175 98')}`,
  positive: ({ ink }) =>
    eyes(ink, 84, 90) + lines(ink, 'M80 136C90 156 104 164 120 164S150 156 160 136'),
  neutral: ({ ink }) => eyes(ink, 86, 98) + lines(ink, 'M84 150H156'),
  negative: ({ ink }) =>
    eyes(ink, 88, 114) + lines(ink, 'M86 172C96 158 108 154 120 154S144 158 154 172'),
  upset: ({ ink }) =>
    eyes(ink, 88, 114) +
    lines(
      ink,
      'M83 176C93 156 107 150 120 150S147 156 157 176',
      'M64 94C74 92 86 86 95 76',
      'M176 94C166 92 154 86 145 76',
    ),
};

/** A face by itself, square: decorative, whoever shows it gives the name. */
export function drawFace(face: Face): Markup {
  const colours = COLOURS[face];
  const silhouette = SILHOUETTES[face];
  return trusted(
    `<svg viewBox="0 0 240 240" aria-hidden="true"><path d="${silhouette}" transform="translate(0 13)" fill="${colours.edge}"/><path d="${silhouette}" fill="${colours.skin}"/>${FEATURES[face](colours)}</svg>`,
  );
}

const THUMB =
  'M44 108H84V204H44ZM96 108L128 36C146 36 156 50 152 68L146 92H190C204 92 214 104 211 118L197 186C194 197 186 204 175 204H112L96 196Z';

/** @param value of the scale `thumbs`. */
export function drawThumb(value: number): Markup {
  const { skin, edge, ink } = COLOURS[value === 1 ? 'delighted' : 'upset'];
  const turn = value === 1 ? '' : ' transform="rotate(180 120 120)"';
  return trusted(
    `<svg viewBox="0 0 240 240" aria-hidden="true"><circle cx="120" cy="127" r="112" fill="${edge}"/><circle cx="120" cy="116" r="112" fill="${skin}"/><g transform="translate(26 22) scale(.78)"><path${turn} d="${THUMB}" fill="${ink}"/></g></svg>`,
  );
}

/** The face of a value, or null on a scale that is shown in numbers or thumbs. */
export function faceOf(scale: Scale, value: number): Face | null {
  return FACES_OF_SCALES[scale]?.[value - 1] ?? null;
}

/** From the lowest value up. */
const FACES_OF_SCALES: Partial<Readonly<Record<Scale, readonly Face[]>>> = {
  'smileys-3': ['upset', 'neutral', 'delighted'],
  'smileys-4': ['upset', 'negative', 'positive', 'delighted'],
  'smileys-5': ['upset', 'negative', 'neutral', 'positive', 'delighted'],
};

function eyes(ink: string, x: number, y: number): string {
  return [x, 240 - x]
    .map(
      (centre) =>
        `<ellipse cx="${centre}" cy="${y}" rx="11.5" ry="15" fill="${ink}"/><circle cx="${centre + 4}" cy="${y - 6}" r="4.2" fill="#fffdf8"/>`,
    )
    .join('');
}

function lines(ink: string, ...paths: readonly string[]): string {
  return `<path d="${paths.join('')}" fill="none" stroke="${ink}" stroke-width="11" stroke-linecap="round" stroke-linejoin="round"/>`;
}
