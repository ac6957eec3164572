import { describe, expect, it } from 'vitest';
import { choiceOf } from '../../../../contract/choice-of-button.ts';
import { type Scale, SCALES } from '../../../../contract/scales.ts';
import { answersOf, endsOf, isChosen } from '../../../../renderer/screens/answers.ts';
import { smiley } from '../../../support/smiley.ts';

const SCALE_NAMES = Object.keys(SCALES) as readonly Scale[];

function drawings(scale: Scale): readonly string[] {
  return answersOf(scale).map(({ drawing }) => {
    switch (drawing.kind) {
      case 'face':
        return drawing.tone;
      case 'thumb':
        return drawing.up ? 'up' : 'down';
      case 'number':
        return 'number';
    }
  });
}

describe('the answers', () => {
  it.each(SCALE_NAMES)('of %s are all of its values, each once, as what they choose', (scale) => {
    const { lowest, highest } = SCALES[scale];
    const answers = answersOf(scale);
    expect(answers.map(({ value }) => value).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: highest - lowest + 1 }, (_, index) => lowest + index),
    );
    expect(answers.map(({ choice }) => choice)).toEqual(
      answers.map(({ value }) => choiceOf(scale, value)),
    );
  });

  it('are drawn best first where they are faces or thumbs, no face twice', () => {
    expect({
      three: drawings('smileys-3'),
      four: drawings('smileys-4'),
      five: drawings('smileys-5'),
      thumbs: drawings('thumbs'),
    }).toEqual({
      three: ['positive', 'neutral', 'negative'],
      four: ['very-positive', 'positive', 'negative', 'very-negative'],
      five: ['very-positive', 'positive', 'neutral', 'negative', 'very-negative'],
      thumbs: ['up', 'down'],
    });
  });

  it.each(['csat', 'ces', 'nps'] as const)('of %s count up, with words at the ends', (scale) => {
    const values = answersOf(scale).map(({ value }) => value);
    expect(values).toEqual(values.toSorted((a, b) => a - b));
    expect(new Set(drawings(scale))).toEqual(new Set(['number']));
    expect(endsOf(scale)).not.toBeNull();
  });

  it('are chosen by their own value', () => {
    const chosen = answersOf('nps').filter((answer) => isChosen(answer, choiceOf('nps', 9)));
    expect(chosen.map(({ value }) => value)).toEqual([9]);
  });

  it('are chosen together where a button stands for their rating alone', () => {
    const chosen = answersOf('smileys-5').filter((answer) => isChosen(answer, smiley('positive')));
    expect(chosen.map(({ value }) => value)).toEqual([5, 4]);
  });

  it('are not chosen by an answer to another question', () => {
    expect(answersOf('csat').some((answer) => isChosen(answer, choiceOf('ces', 5)))).toBe(false);
  });
});
