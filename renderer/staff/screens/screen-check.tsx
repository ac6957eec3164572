import { type ReactNode, useState } from 'react';
import type { ScreenSeen } from '../acceptance/findings.ts';
import type { StaffWords } from '../language/staff-words.ts';

const TARGETS = ['top-start', 'top-end', 'middle', 'bottom-start', 'bottom-end'] as const;
type Target = (typeof TARGETS)[number];

/** All over the screen: a touch panel that is dead in a corner, or off by a thumb, shows here. */
export function ScreenCheck({
  words,
  onSeen,
}: {
  readonly words: StaffWords;
  readonly onSeen: (seen: ScreenSeen) => void;
}): ReactNode {
  const { t, number } = words;
  const [reached, setReached] = useState<ReadonlyMap<Target, 'touch' | 'key'>>(new Map());

  function seen(by: ReadonlyMap<Target, 'touch' | 'key'>, noTouch: boolean): ScreenSeen {
    const touched = [...by.values()].filter((way) => way === 'touch').length;
    return {
      touched,
      byKey: by.size - touched,
      targets: TARGETS.length,
      noTouch,
      widthPx: Math.round(innerWidth * devicePixelRatio),
      heightPx: Math.round(innerHeight * devicePixelRatio),
    };
  }

  function reach(target: Target, way: 'touch' | 'key'): void {
    const next = new Map(reached).set(target, way);
    setReached(next);
    if (next.size === TARGETS.length) {
      onSeen(seen(next, false));
    }
  }

  return (
    <div className="screen-check" role="group" aria-label={t('check.screen')}>
      {TARGETS.map((target, index) => (
        <button
          key={target}
          type="button"
          className="screen-target"
          data-target={target}
          aria-pressed={reached.has(target)}
          aria-label={t('screen.target', { number: number(index + 1) })}
          onClick={({ detail }) => reach(target, detail === 0 ? 'key' : 'touch')}
        >
          {reached.has(target) ? '✓' : number(index + 1)}
        </button>
      ))}
      <div className="screen-check-words">
        <p>{t('screen.text')}</p>
        <div className="staff-actions">
          <button
            type="button"
            className="staff-button"
            onClick={() => onSeen(seen(reached, reached.size === 0))}
          >
            {t(reached.size === 0 ? 'screen.noTouch' : 'screen.others')}
          </button>
        </div>
      </div>
    </div>
  );
}
