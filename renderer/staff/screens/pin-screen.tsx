import type { ReactNode } from 'react';
import type { StaffWords } from '../language/staff-words.ts';

export type PinProblem =
  | { readonly kind: 'wrong'; readonly attemptsLeft: number }
  | { readonly kind: 'locked-out'; readonly forMs: number }
  | { readonly kind: 'failed'; readonly detail: string };

type PinScreenProps = {
  readonly words: StaffWords;
  /** How many digits were given. */
  readonly length: number;
  readonly checking: boolean;
  readonly problem: PinProblem | null;
  readonly onDigit: (digit: string) => void;
  readonly onErase: () => void;
  readonly onEnter: () => void;
  readonly onClose: () => void;
};

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;
export const SHORTEST_PIN = 4;
export const LONGEST_PIN = 12;

/** A keypad to give the PIN by; what is typed on a keyboard comes in past it. */
export function PinScreen(props: PinScreenProps): ReactNode {
  const { words, length, checking, problem, onDigit } = props;
  const { t } = words;
  const closed = checking || problem?.kind === 'locked-out';
  const key = (digit: string): ReactNode => (
    <button
      key={digit}
      type="button"
      className="pin-key"
      disabled={closed || length >= LONGEST_PIN}
      onClick={() => onDigit(digit)}
    >
      {words.number(Number(digit))}
    </button>
  );
  return (
    <div className="screen staff-screen pin-screen">
      <div className="pin-words">
        <h1>{t('pin.title')}</h1>
        <p>{t('pin.text')}</p>
        <p className="pin-dots" role="status" data-checking={checking || undefined}>
          <span className="only-spoken">
            {checking ? t('pin.checking') : t('pin.typed', { count: words.number(length) })}
          </span>
          {Array.from({ length: Math.max(SHORTEST_PIN, length) }, (_, place) => (
            <span key={place} aria-hidden="true" data-filled={place < length || undefined} />
          ))}
        </p>
        <p className="pin-problem" role="alert">
          {problem === null ? null : saidOf(problem, words)}
        </p>
      </div>
      <div className="pin-keys" dir="ltr" role="group" aria-label={t('pin.keys')}>
        {DIGITS.map(key)}
        <button
          type="button"
          className="pin-key pin-word"
          disabled={closed || length === 0}
          onClick={props.onErase}
        >
          {t('pin.erase')}
        </button>
        {key('0')}
        <button
          type="button"
          className="pin-key pin-word pin-enter"
          disabled={closed || length < SHORTEST_PIN}
          onClick={props.onEnter}
        >
          {t('pin.enter')}
        </button>
      </div>
      <button type="button" className="staff-button pin-close" onClick={props.onClose}>
        {t('menu.close')}
      </button>
    </div>
  );
}

function saidOf(problem: PinProblem, { t, number }: StaffWords): string {
  switch (problem.kind) {
    case 'wrong':
      return t(problem.attemptsLeft === 1 ? 'pin.wrongOneLeft' : 'pin.wrong', {
        count: number(problem.attemptsLeft),
      });
    case 'locked-out': {
      const seconds = Math.ceil(problem.forMs / 1_000);
      const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
      return t('pin.lockedOut', { time });
    }
    case 'failed':
      return t('pin.failed', { detail: problem.detail });
  }
}
