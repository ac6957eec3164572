import { type CSSProperties, type ReactNode, useState } from 'react';
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
import { capital, startsWithCapital, type Stroke, type Typed } from './typing.ts';

/** The keyboard of a language for one purpose. It types where somebody else says, and takes no focus by touch. */
export function OnScreenKeyboard({
  language,
  purpose,
  typed,
  texts,
  onStroke,
}: {
  readonly language: LanguageTag;
  readonly purpose: TypingPurpose;
  /** What stands there: a sentence begins with a capital letter. */
  readonly typed: Typed;
  readonly texts: FlowTexts;
  readonly onStroke: (stroke: Stroke) => void;
}): ReactNode {
  const [layer, setLayer] = useState<KeyboardLayer>('letters');
  /** Null: as is usual at this place. */
  const [chosenCase, setChosenCase] = useState<'upper' | 'lower' | null>(null);
  const layout = keyboardLayoutOf(language);
  const upper =
    hasCase(layout) &&
    (chosenCase === null ? startsWithCapital(typed, purpose) : chosenCase === 'upper');
  const { columns, rows } = keyboardKeys(layout, purpose, layer);

  function faceOf(key: KeyboardKey): string {
    if (key.kind !== 'type') {
      return '';
    }
    return upper && layer === 'letters' ? capital(key.text, language) : key.text;
  }

  function press(key: KeyboardKey): void {
    switch (key.kind) {
      case 'type':
        onStroke({ kind: 'type', text: faceOf(key) });
        setChosenCase(null);
        if (key.text === ' ') {
          setLayer('letters');
        }
        break;
      case 'backspace':
        onStroke({ kind: 'backspace' });
        setChosenCase(null);
        break;
      case 'shift':
        setChosenCase(upper ? 'lower' : 'upper');
        break;
      case 'layer':
        setLayer(key.layer);
        break;
    }
  }

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
              shifted={upper}
              texts={texts}
              onPress={press}
            />
          ))}
        </div>
      ))}
    </div>
  );
}
