/** PostgreSQL holds every character but U+0000; that one becomes the replacement character. */
export function storableText(text: string): string {
  return text.replaceAll('\0', '\uFFFD');
}

/** JSON whose every string PostgreSQL can hold. */
export function storableJson(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'string' ? storableText(member) : member,
  );
}
