import { type CSSProperties, memo, type ReactNode, useCallback, useMemo, useState } from 'react';
import type { LanguageTag } from '../../../contract/identifiers.ts';
import type { FlowTexts } from '../language/flow-texts.ts';
import {
  hasCase,
  keyboardKeys,
  type KeyboardKey,
  type KeyboardLayer,
  type TypingPurpose,
} from './keyboard-keys.ts';
import { keyboardLayoutOf } from './keyboard-layout.ts';
import { Key } from './keyboard-key.tsx';
import { capital, startsWithCapital } from './typing.ts';
import { type TypedText, useTyped } from './use-typed-text.ts';

type KeyboardProps = {
  readonly language: LanguageTag;
  readonly purpose: TypingPurpose;
  /** What it types into: a sentence there begins with a capital letter. */
  readonly into: TypedText;
  readonly texts: FlowTexts;
  readonly onStroke?: () => void;
};

/**
 * The keyboard of a language for one purpose. It takes no focus by touch. A stroke draws its own key and no other, but
 * where the case changes: give it the same properties for as long as nothing changes.
 */
export const OnScreenKeyboard = memo(function OnScreenKeyboard({
  language,
  purpose,
  into,
  texts,
  onStroke,
}: KeyboardProps): ReactNode {
  const [layer, setLayer] = useState<KeyboardLayer>('letters');
  /** Null: as is usual at this place. */
  const [chosenCase, setChosenCase] = useState<'upper' | 'lower' | null>(null);
  const layout = keyboardLayoutOf(language);
  const capitalNext = useTyped(into, (typed) => startsWithCapital(typed, purpose));
  const upper = hasCase(layout) && (chosenCase === null ? capitalNext : chosenCase === 'upper');
  const { columns, rows } = useMemo(
    () => keyboardKeys(layout, purpose, layer),
    [layout, purpose, layer],
  );

  function faceOf(key: KeyboardKey): string {
    if (key.kind !== 'type') {
      return '';
    }
    return upper && layer === 'letters' ? capital(key.text, language) : key.text;
  }

  const press = useCallback(
    (key: KeyboardKey, face: string, shifted: boolean): void => {
      switch (key.kind) {
        case 'type':
          into.stroke({ kind: 'type', text: face });
          onStroke?.();
          setChosenCase(null);
          if (key.text === ' ') {
            setLayer('letters');
          }
          break;
        case 'backspace':
          into.stroke({ kind: 'backspace' });
          onStroke?.();
          setChosenCase(null);
          break;
        case 'shift':
          setChosenCase(shifted ? 'lower' : 'upper');
          break;
        case 'layer':
          setLayer(key.layer);
          break;
      }
    },
    [into, onStroke],
  );

  return (
    <div
      className="keyboard"
      role="group"
      aria-label={texts.t('keyboard.name')}
      data-purpose={purpose}
      dir="ltr"
      style={{ '--columns': columns, '--rows': layout.letters.length + 1 } as CSSProperties}
    >
      {rows.map((row, index) => (
        // Rows and keys stay where they are, and whoever is at one: only what they type changes.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index} className="key-row">
          {row.map((key, place) => (
            <Key
              // oxlint-disable-next-line react/no-array-index-key
              key={`${place} ${key.kind}`}
              keyboardKey={key}
              face={faceOf(key)}
              shifted={key.kind === 'shift' && upper}
              texts={texts}
              onPress={press}
            />
          ))}
        </div>
      ))}
    </div>
  );
});
