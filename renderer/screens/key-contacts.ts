/** A contact that closes again sooner than this bounced: its key was not pressed once more. */
export const CHATTER_WITHIN_MS = 40;

/** When the contact of each key last closed or opened, in milliseconds of the clock that events are stamped with. */
export type KeyContacts = ReadonlyMap<string, number>;

/** A key went down or came up; a `KeyboardEvent` fits. */
export type KeyMotion = Pick<KeyboardEvent, 'code' | 'key' | 'repeat' | 'timeStamp'>;

/** @returns whether the contact was quiet before; a held key that repeats itself does not move its contact. */
export function moveContact(
  contacts: KeyContacts,
  { code, key, repeat, timeStamp }: KeyMotion,
): { readonly contacts: KeyContacts; readonly wasQuiet: boolean } {
  if (repeat) {
    return { contacts, wasQuiet: false };
  }
  const name = code || key;
  const quietMs = timeStamp - (contacts.get(name) ?? -Infinity);
  return {
    contacts: new Map([...contacts, [name, timeStamp]]),
    wasQuiet: quietMs >= CHATTER_WITHIN_MS,
  };
}
