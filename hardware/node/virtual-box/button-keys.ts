/** What the buttons of the reference box are, by index; the others have no name. */
const NAMES: Readonly<Record<number, string>> = { 0: 'green', 1: 'yellow', 2: 'red', 5: 'staff' };
const LETTERS: Readonly<Record<string, number>> = { g: 0, y: 1, r: 2, s: 5 };

/** The button that a key presses; keys 1 to 9 are buttons 0 to 8. Null for any other key. */
export function buttonOfKey(key: string): number | null {
  return LETTERS[key] ?? (/^[1-9]$/.test(key) ? Number(key) - 1 : null);
}

/** `2 (red)`, or the index alone. */
export function buttonName(button: number): string {
  const name = NAMES[button];
  return name === undefined ? String(button) : `${button} (${name})`;
}

/** Which keys press these buttons, for a line of help: `g or 1 green, 4 button 3`. */
export function describeButtonKeys(buttons: readonly number[]): string {
  return buttons
    .filter((button) => button < 9)
    .map((button) => {
      const letter = Object.keys(LETTERS).find((each) => LETTERS[each] === button);
      const keys = letter === undefined ? `${button + 1}` : `${letter} or ${button + 1}`;
      return `${keys} ${NAMES[button] ?? `button ${button}`}`;
    })
    .join(', ');
}
