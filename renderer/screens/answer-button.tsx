import type { ReactNode } from 'react';
import type { Answer } from './answers.ts';
import { Face } from './face.tsx';
import { NumberToken } from './number-token.tsx';
import { Thumb } from './thumb.tsx';
import { pressGesture, type PressSource } from './press-gesture.ts';

function Drawing({ answer, chosen }: { answer: Answer; chosen: boolean }): ReactNode {
  const { drawing, value, choice } = answer;
  switch (drawing.kind) {
    case 'face':
      return <Face kind={drawing.tone} chosen={chosen} />;
    case 'thumb':
      return <Thumb up={drawing.up} />;
    case 'number':
      return <NumberToken value={value} rating={choice.rating} />;
  }
}

/**
 * One answer, as large as its place. What it says stands in its attributes too: a page shows it before its program is
 * there, see `first-face.ts`.
 */
export function AnswerButton({
  answer,
  name,
  chosen,
  onPress,
}: {
  readonly answer: Answer;
  readonly name: string;
  /** Null while nothing is pressed. */
  readonly chosen: boolean | null;
  readonly onPress: (source: PressSource) => void;
}): ReactNode {
  const gesture = pressGesture(onPress);
  return (
    <button
      type="button"
      className="face-button"
      data-rating={answer.choice.rating}
      data-scale={answer.scale}
      data-value={answer.value}
      data-chosen={chosen ?? undefined}
      aria-label={name}
      {...gesture}
    >
      <span className="face-stand">
        <span className="face-halo" />
        <Drawing answer={answer} chosen={chosen === true} />
      </span>
    </button>
  );
}
