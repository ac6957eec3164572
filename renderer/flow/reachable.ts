/** Digits enough for somebody to call; how they are grouped is a matter of country and taste. */
export function isPhone(text: string): boolean {
  return text.replaceAll(/\D/g, '').length >= 5;
}

/** Something at something with a dot in it: more than that only the post knows. */
export function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/.test(text);
}
