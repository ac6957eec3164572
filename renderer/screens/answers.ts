import type { Choice } from '../../contract/choice.ts';
import { choiceOf } from '../../contract/choice-of-button.ts';
import { type Scale, valuesOf } from '../../contract/scales.ts';
import type { TextKey } from '../language/en.ts';
import type { Tone } from './figure.tsx';

type FaceOfAnswer = Exclude<Tone, 'troubled' | 'resting'>;

/** Something to press on the start screen. */
export type Answer = {
  readonly scale: Scale;
  readonly value: number;
  readonly choice: Choice;
  readonly drawing:
    | { readonly kind: 'face'; readonly tone: FaceOfAnswer }
    | { readonly kind: 'thumb'; readonly up: boolean }
    | { readonly kind: 'number' };
};

type Ends = { readonly lowest: TextKey; readonly highest: TextKey };

const FACES: Readonly<Partial<Record<Scale, readonly FaceOfAnswer[]>>> = {
  'smileys-3': ['positive', 'neutral', 'negative'],
  'smileys-4': ['very-positive', 'positive', 'negative', 'very-negative'],
  'smileys-5': ['very-positive', 'positive', 'neutral', 'negative', 'very-negative'],
};

const FACE_NAMES: Readonly<Record<FaceOfAnswer, TextKey>> = {
  'very-positive': 'rating.veryPositive',
  positive: 'rating.positive',
  neutral: 'rating.neutral',
  negative: 'rating.negative',
  'very-negative': 'rating.veryNegative',
};

/** The kiosk's own words for the ends of the scales of numbers. */
const ENDS: Readonly<Partial<Record<Scale, Ends>>> = {
  csat: { lowest: 'ends.csat.lowest', highest: 'ends.csat.highest' },
  nps: { lowest: 'ends.nps.lowest', highest: 'ends.nps.highest' },
  ces: { lowest: 'ends.ces.lowest', highest: 'ends.ces.highest' },
};

/** What there is to press, in the order of reading: faces and thumbs best first, numbers counting up. */
export function answersOf(scale: Scale): readonly Answer[] {
  const values = endsOf(scale) !== null ? valuesOf(scale).toReversed() : valuesOf(scale);
  return values.map((value, index) => ({
    scale,
    value,
    choice: choiceOf(scale, value),
    drawing: drawingOf(scale, value, index),
  }));
}

/** The kiosk's own words at the ends of a scale that is shown as numbers; null for any other. */
export function endsOf(scale: Scale): Ends | null {
  return ENDS[scale] ?? null;
}

/** What a drawing is called; null for a number, which is its own name. */
export function nameOf(drawing: Answer['drawing']): TextKey | null {
  switch (drawing.kind) {
    case 'face':
      return FACE_NAMES[drawing.tone];
    case 'thumb':
      return drawing.up ? 'thumbs.up' : 'thumbs.down';
    case 'number':
      return null;
  }
}

/**
 * Whether an answer is what was pressed. A button of a box may stand for a rating alone: then it is every answer that is
 * rated so.
 */
export function isChosen({ scale, value, choice }: Answer, pressed: Choice): boolean {
  const { rating, score } = pressed;
  return score === null ? choice.rating === rating : score.scale === scale && score.value === value;
}

function drawingOf(scale: Scale, value: number, index: number): Answer['drawing'] {
  if (scale === 'thumbs') {
    return { kind: 'thumb', up: value === 1 };
  }
  const tone = FACES[scale]?.[index];
  return tone === undefined ? { kind: 'number' } : { kind: 'face', tone };
}
