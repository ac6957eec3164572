import type { MailAddress } from '../mail/mail-address.ts';

/**
 * How push services reach who runs the hub (RFC 8292, section 2.1): by the address that mail is from, else by the hub
 * itself.
 *
 * @param publicUrl origin.
 */
export function pushContact(mailFrom: MailAddress | null, publicUrl: string): string {
  return mailFrom === null
    ? `https://${new URL(publicUrl).host}`
    : `mailto:${encodeURI(mailFrom.address)}`;
}
