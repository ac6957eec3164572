import type { ReactNode } from 'react';
import type { TestedBox } from '../acceptance/findings.ts';
import { meaningName } from '../meaning-name.ts';
import type { StaffWords } from '../language/staff-words.ts';
import { type PressCounts, pressKey } from '../tested-boxes.ts';

/** The buttons of each box, which light up as they are pressed. */
export function BoxButtons({
  words,
  boxes,
  counts,
}: {
  readonly words: StaffWords;
  readonly boxes: readonly TestedBox[];
  readonly counts: PressCounts;
}): ReactNode {
  const { t, number } = words;
  return boxes.map(({ boxId, buttons }) => (
    <section key={boxId} className="box-buttons">
      <h4 className="staff-code" dir="ltr">
        {boxId}
      </h4>
      <ul>
        {buttons.map(({ button, meaning, pressed }) => {
          const count = counts.get(pressKey({ boxId, button })) ?? 0;
          return (
            // Anew for every press, so that it lights again.
            <li key={`${button} ${count}`} data-pressed={pressed || undefined}>
              <span className="box-lamp" aria-hidden="true" data-meaning={String(meaning)} />
              <span>{meaningName(meaning, words)}</span>
              <span className="box-count">
                {pressed ? t('boxes.pressed', { count: number(count) }) : t('boxes.notPressed')}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  ));
}
