import type { ReactNode } from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import { languageName } from '../language/language-name.ts';
import { startTimer } from '../timers.ts';
import { LanguageButton, type LanguageSwitchProps } from './language-button.tsx';
import { pressGesture } from './press-gesture.ts';

/** A menu that somebody left open closes by itself. */
const OPEN_FOR_MS = 20_000;

/**
 * The language in force, and every other one behind it. A press anywhere else closes it and counts as what it is; so do
 * Escape and a while without a touch or a key.
 */
export function LanguageMenu(props: LanguageSwitchProps): ReactNode {
  const { texts, languages, language, onLanguage } = props;
  const [open, setOpen] = useState(false);
  const whole = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const listId = useId();
  const name = languageName(language);
  const gesture = pressGesture(() => setOpen(!open));

  useEffect(() => {
    if (!open) {
      return undefined;
    }
    const close = (): void => setOpen(false);
    const onPointer = ({ target }: PointerEvent): void => {
      if (!(target instanceof Node) || whole.current?.contains(target) !== true) {
        close();
      }
    };
    const giveUp = (): void => {
      const focused = whole.current?.contains(document.activeElement) === true;
      close();
      if (focused) {
        opener.current?.focus();
      }
    };
    let cancel = startTimer(OPEN_FOR_MS, giveUp);
    const onKey = ({ key, repeat }: KeyboardEvent): void => {
      if (key === 'Escape') {
        close();
        opener.current?.focus();
      } else if (!repeat) {
        cancel();
        cancel = startTimer(OPEN_FOR_MS, giveUp);
      }
    };
    globalThis.addEventListener('pointerdown', onPointer, true);
    globalThis.addEventListener('keydown', onKey);
    return () => {
      cancel();
      globalThis.removeEventListener('pointerdown', onPointer, true);
      globalThis.removeEventListener('keydown', onKey);
    };
  }, [open]);

  return (
    <div ref={whole} className="language-menu">
      <button
        ref={opener}
        type="button"
        className="language-opener"
        aria-label={texts.t('start.language', { name })}
        aria-expanded={open}
        aria-controls={open ? listId : undefined}
        {...gesture}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
          <path d="M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M3.5 9h17M3.5 15h17M12 3c-5 5-5 13 0 18M12 3c5 5 5 13 0 18" />
        </svg>
        <span>{name}</span>
      </button>
      {open ? (
        <div
          id={listId}
          className="language-list"
          role="group"
          aria-label={texts.t('start.languages')}
        >
          {languages.map((offered) => (
            <LanguageButton
              key={offered}
              language={offered}
              current={offered === language}
              onChoose={(chosen) => {
                setOpen(false);
                onLanguage(chosen);
                opener.current?.focus();
              }}
            />
          ))}
        </div>
      ) : null}
    </div>
  );
}
