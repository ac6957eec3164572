import { z } from 'zod';

const MAX_LENGTH = 80;

/** Ends a line, or is no character at all. */
const REFUSED = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u;
/** What turns the direction of its surroundings is among it. */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\u2800]/u;
const SEEN = /[\p{L}\p{N}\p{P}\p{S}]/u;
/** Emoji, Persian and the scripts of India are written with these; they say how what stands beside them looks. */
const JOINER = /[\u200C\u200D]/u;
const SELECTOR = /\p{Variation_Selector}/u;
const MARK = /\p{M}/u;

/**
 * What somebody calls a person, a channel, a rule, a policy or a device: one line that can be seen, in Unicode's composed
 * form, without what would let it look like another one or write lines of its own into a message.
 */
export const DisplayName = z
  .string()
  .normalize('NFC')
  .trim()
  .min(1, { abort: true })
  .max(MAX_LENGTH)
  .refine(isLegible, {
    error: 'must be one line of characters that can be seen',
    params: { fault: 'name' },
  });

function isLegible(name: string): boolean {
  const characters = Array.from(name);
  return (
    characters.some(isSeen) &&
    characters.every((character, index) => {
      if (REFUSED.test(character)) {
        return false;
      }
      if (!UNSEEN.test(character)) {
        return true;
      }
      const isAfterSeen = isPartOfSeen(characters[index - 1]);
      return (
        (SELECTOR.test(character) && isAfterSeen) ||
        (JOINER.test(character) && isAfterSeen && isPartOfSeen(characters[index + 1]))
      );
    })
  );
}

function isSeen(character: string): boolean {
  return SEEN.test(character) && !UNSEEN.test(character);
}

function isPartOfSeen(character: string | undefined): boolean {
  return character !== undefined && (isSeen(character) || MARK.test(character));
}
