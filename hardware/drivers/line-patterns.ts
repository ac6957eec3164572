/** What a line means; undefined when it matches no pattern. */
export type LineMeaning<Meaning> = (line: string) => Meaning | undefined;

/**
 * Reads whole lines by patterns, in which `*` stands for any characters or none and everything else for itself.
 * A pattern without `*` goes before those with one; among those, the first that matches.
 */
export function linePatterns<Meaning>(
  patterns: readonly (readonly [pattern: string, meaning: Meaning])[],
): LineMeaning<Meaning> {
  const literal = new Map(patterns.filter(([pattern]) => !pattern.includes('*')));
  const open = patterns
    .filter(([pattern]) => pattern.includes('*'))
    .map(([pattern, meaning]) => ({ parts: pattern.split('*'), meaning }));
  return (line) =>
    literal.get(line) ?? open.find(({ parts }) => matchesParts(line, parts))?.meaning;
}

/** Taking each part as early as it comes is enough, and takes no longer for many of them, as a RegExp would. */
function matchesParts(line: string, parts: readonly string[]): boolean {
  const head = parts[0] ?? '';
  const tail = parts.at(-1) ?? '';
  const middleEndsAt = line.length - tail.length;
  if (!line.startsWith(head) || !line.endsWith(tail) || middleEndsAt < head.length) {
    return false;
  }
  let readAt = head.length;
  for (const part of parts.slice(1, -1)) {
    const foundAt = line.indexOf(part, readAt);
    readAt = foundAt + part.length;
    if (foundAt === -1 || readAt > middleEndsAt) {
      return false;
    }
  }
  return true;
}
