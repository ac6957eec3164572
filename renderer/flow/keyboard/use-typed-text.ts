import { type ChangeEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { type Stroke, type Typed, typeStroke } from './typing.ts';

export type TypedText<Field extends HTMLInputElement | HTMLTextAreaElement> = {
  readonly typed: Typed;
  /** Types at the caret, whoever has the focus. */
  readonly stroke: (stroke: Stroke) => void;
  /** Spread over the field. Its system keyboard stays away, and a real one types as ever. */
  readonly field: {
    readonly ref: RefObject<Field | null>;
    readonly value: string;
    readonly maxLength: number;
    readonly inputMode: 'none';
    /** Nobody's details are offered to the next visitor. */
    readonly autoComplete: 'off';
    readonly autoCorrect: 'off';
    readonly autoCapitalize: 'off';
    readonly spellCheck: false;
    onChange(event: ChangeEvent<Field>): void;
    onSelect(): void;
  };
};

/** A text that a screen keyboard and a real one type into together. @param longest in UTF-16 code units. */
export function useTypedText<Field extends HTMLInputElement | HTMLTextAreaElement>(
  longest: number,
): TypedText<Field> {
  const ref = useRef<Field>(null);
  const [typed, setTyped] = useState<Typed>({ text: '', from: 0, until: 0 });
  const moved = useRef(false);

  useLayoutEffect(() => {
    const field = ref.current;
    if (field !== null && moved.current) {
      moved.current = false;
      field.setSelectionRange(typed.from, typed.until);
      if (typed.until === typed.text.length) {
        // A field without the focus does not follow its caret.
        field.scrollTop = field.scrollHeight;
        field.scrollLeft = field.scrollWidth;
      }
    }
  }, [typed]);

  const read = (): Typed => {
    const field = ref.current;
    return field === null
      ? typed
      : {
          text: field.value,
          from: field.selectionStart ?? field.value.length,
          until: field.selectionEnd ?? field.value.length,
        };
  };

  return {
    typed,
    stroke(stroke) {
      moved.current = true;
      setTyped(typeStroke(read(), stroke, longest));
    },
    field: {
      ref,
      value: typed.text,
      maxLength: longest,
      inputMode: 'none',
      autoComplete: 'off',
      autoCorrect: 'off',
      autoCapitalize: 'off',
      spellCheck: false,
      onChange: () => setTyped(read()),
      onSelect: () => setTyped(read()),
    },
  };
}
