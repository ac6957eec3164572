/**
 * Lets a real keyboard type into a field although something else that is only read has the focus. The field gets the
 * key itself, because it has the focus before the key types.
 *
 * @returns ends it.
 */
export function focusWhenTyping(field: () => HTMLElement | null): () => void {
  const onKey = ({ key, altKey, ctrlKey, metaKey, isComposing }: KeyboardEvent): void => {
    const types = Array.from(key).length === 1;
    const elsewhere = document.activeElement?.closest('input, textarea, button') ?? null;
    if (types && elsewhere === null && !altKey && !ctrlKey && !metaKey && !isComposing) {
      field()?.focus();
    }
  };
  globalThis.addEventListener('keydown', onKey);
  return () => globalThis.removeEventListener('keydown', onKey);
}
