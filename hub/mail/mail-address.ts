import { z } from 'zod';

/** Whom mail is from. */
export type MailAddress = { readonly name: string; readonly address: string };

const DEFAULT_NAME = 'Glimlach';
const MAX_NAME_LENGTH = 80;
const Address = z.email().max(254);

/** Reads `alerts@example.com` or `Alerts of the store <alerts@example.com>`; null where it is neither. */
export function readMailAddress(text: string): MailAddress | null {
  const [, name = '', address = text.trim()] = /^([^<>]*)<([^<>]+)>\s*$/.exec(text) ?? [];
  const said = name.trim().replace(/^"(.*)"$/, '$1');
  // oxlint-disable-next-line no-control-regex -- what would end a line of the head of a mail
  const isWritable = said.length <= MAX_NAME_LENGTH && !/[\u0000-\u001f\u007f]/.test(said);
  return isWritable && Address.safeParse(address).success
    ? { name: said === '' ? DEFAULT_NAME : said, address }
    : null;
}
