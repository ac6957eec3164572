import { type RefObject, useState, useSyncExternalStore } from 'react';
import { type Stroke, type Typed, typeStroke } from './typing.ts';

type Field = HTMLInputElement | HTMLTextAreaElement;

/** A text that a screen keyboard and a real one type into together. It stands in its field and nowhere else. */
export type TypedText<Of extends Field = Field> = {
  readonly read: () => Typed;
  /** Types at the caret, whoever has the focus. */
  readonly stroke: (stroke: Stroke) => void;
  /** Tells of every change of the text and of what of it is selected, until the returned function is called. */
  readonly watch: (onChange: () => void) => () => void;
  /** Spread over the field. Its system keyboard stays away, and a real one types as ever. */
  readonly field: {
    readonly ref: RefObject<Of | null>;
    readonly maxLength: number;
    readonly inputMode: 'none';
    /** Nobody's details are offered to the next visitor. */
    readonly autoComplete: 'off';
    readonly autoCorrect: 'off';
    readonly autoCapitalize: 'off';
    readonly spellCheck: false;
    onInput(): void;
    onSelect(): void;
  };
};

const NOTHING: Typed = { text: '', from: 0, until: 0 };

/**
 * The same object for as long as the page stays, so that a stroke draws nothing anew but its field: see `useTyped` for
 * what depends on the text.
 *
 * @param longest in UTF-16 code units.
 */
export function useTypedText<Of extends Field>(longest: number): TypedText<Of> {
  const [text] = useState(() => typedText<Of>(longest));
  return text;
}

/** Something that follows from a text; whoever uses it is drawn anew when that changes, not at every stroke. */
export function useTyped<Of extends Field, Value extends string | boolean>(
  text: TypedText<Of>,
  valueOf: (typed: Typed) => Value,
): Value {
  return useSyncExternalStore(
    text.watch,
    () => valueOf(text.read()),
    () => valueOf(NOTHING),
  );
}

function typedText<Of extends Field>(longest: number): TypedText<Of> {
  const ref: RefObject<Of | null> = { current: null };
  const watchers = new Set<() => void>();

  const read = (): Typed => {
    const field = ref.current;
    return field === null
      ? NOTHING
      : {
          text: field.value,
          from: field.selectionStart ?? field.value.length,
          until: field.selectionEnd ?? field.value.length,
        };
  };

  const tell = (): void => {
    for (const watcher of watchers) {
      watcher();
    }
  };

  return {
    read,
    stroke(stroke) {
      const field = ref.current;
      if (field === null) {
        return;
      }
      const { text, from, until } = typeStroke(read(), stroke, longest);
      field.value = text;
      if (from === text.length) {
        // The caret is there already: a new value puts it at its end, and to say so costs a layout.
        showEnd(field);
      } else {
        field.setSelectionRange(from, until);
      }
      tell();
    },
    watch(onChange) {
      watchers.add(onChange);
      return () => watchers.delete(onChange);
    },
    field: {
      ref,
      maxLength: longest,
      inputMode: 'none',
      autoComplete: 'off',
      autoCorrect: 'off',
      autoCapitalize: 'off',
      spellCheck: false,
      onInput: tell,
      onSelect: tell,
    },
  };
}

/** A field without the focus does not follow its caret. With the next frame: asking how far it is costs a layout. */
function showEnd(field: Field): void {
  requestAnimationFrame(() => {
    field.scrollTop = field.scrollHeight;
    field.scrollLeft = field.scrollWidth;
  });
}
