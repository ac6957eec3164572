/** The keys that go from one thing to press to the next. */
const STEPS: Readonly<Record<string, { readonly ltr: number; readonly rtl: number }>> = {
  ArrowRight: { ltr: 1, rtl: -1 },
  ArrowLeft: { ltr: -1, rtl: 1 },
  ArrowDown: { ltr: 1, rtl: 1 },
  ArrowUp: { ltr: -1, rtl: -1 },
};

/**
 * Where a key leads in a row of so many, around its ends; null for a key that leads nowhere.
 *
 * @param index null while nothing of the row has the focus: any arrow leads to its first.
 */
export function arrowStep(
  key: string,
  index: number | null,
  count: number,
  direction: 'ltr' | 'rtl',
): number | null {
  const step = STEPS[key]?.[direction];
  if (step === undefined || count === 0) {
    return null;
  }
  return index === null ? 0 : (index + step + count) % count;
}
