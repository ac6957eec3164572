import { z } from 'zod';
import type { SealedContent } from '../../contract/sealing.ts';
import type { FollowUpQuestions } from './follow-up-questions.ts';
import type { TextKey } from './texts/en.ts';

/** Made with every page that has a form: 16 random bytes in base64url. Sent twice, a form is still one. */
export const FormId = z.string().regex(/^[A-Za-z0-9_-]{22}$/, 'must be the id the page came with');

/** A follow-up form as it is sent. Lengths are looked at later, so that nothing that was typed is lost. */
export const FollowUpForm = z.object({
  form: FormId,
  reason: z.array(z.string()).default([]),
  words: z.string().default(''),
  name: z.string().default(''),
  phone: z.string().default(''),
  email: z.string().default(''),
  agree: z.string().default(''),
});
export type FollowUpForm = z.infer<typeof FollowUpForm>;

/** Fields of the form that an error stands beside; `form` is all of it. */
export type FormErrors = {
  readonly [Field in 'form' | 'words' | 'name' | 'phone' | 'email' | 'agree']?: TextKey;
};

/** What a visitor adds to a press. At least one part is not empty. */
export type Submission = {
  /** Ids of the choices; of those that were offered only. */
  readonly reasons: readonly string[];
  readonly words: Extract<SealedContent, { kind: 'text' }> | null;
  readonly contact: Extract<SealedContent, { kind: 'contact' }> | null;
};

export type ReadForm =
  | { readonly ok: true; readonly submission: Submission }
  | { readonly ok: false; readonly errors: FormErrors };

const MAX_WORDS = 500;
const MAX_NAME = 100;
const MAX_PHONE = 40;
const MAX_EMAIL = 200;
const PHONE = /^[+(\p{Nd}][\p{Nd}\s()./-]{3,}\p{Nd}$/u;
const EMAIL = /^[^\s@,;<>]+@[^\s@,;<>]+\.[^\s@,;<>]+$/;

/**
 * @param consent the words beside the box that is ticked: nothing that tells who somebody is passes without it.
 */
export function readFollowUpForm(
  form: FollowUpForm,
  reason: FollowUpQuestions['reason'],
  consent: string,
): ReadForm {
  const chosen = new Set(form.reason);
  const offered = (reason?.choices ?? []).map(({ id }) => id).filter((id) => chosen.has(id));
  const reasons = reason?.several === true ? offered : offered.slice(0, 1);
  const words = plain(form.words);
  const contact = { name: plain(form.name), phone: plain(form.phone), email: plain(form.email) };
  const agreed = form.agree !== '';
  const reachable = contact.phone !== '' || contact.email !== '';
  const wantsContact = reachable || contact.name !== '' || agreed;

  const errors: FormErrors = {
    ...(words.length > MAX_WORDS ? { words: 'error.words' } : {}),
    ...(contact.name.length > MAX_NAME ? { name: 'error.name' } : {}),
    ...(contact.phone !== '' && (contact.phone.length > MAX_PHONE || !PHONE.test(contact.phone))
      ? { phone: 'error.phone' }
      : {}),
    ...(contact.email !== '' && (contact.email.length > MAX_EMAIL || !EMAIL.test(contact.email))
      ? { email: 'error.email' }
      : {}),
    ...(wantsContact && !reachable ? { phone: 'error.reach' } : {}),
    ...(wantsContact && !agreed ? { agree: 'error.consent' } : {}),
    ...(reasons.length === 0 && words === '' && !wantsContact ? { form: 'error.empty' } : {}),
  };
  if (Object.keys(errors).length > 0) {
    return { ok: false, errors };
  }
  return {
    ok: true,
    submission: {
      reasons,
      words: words === '' ? null : { kind: 'text', text: words },
      contact: wantsContact ? { kind: 'contact', ...contact, consent } : null,
    },
  };
}

/** Lines end as they were typed, not as forms send them; nothing that cannot be stored is left. */
function plain(text: string): string {
  return text.toWellFormed().replaceAll(/\r\n?/g, '\n').replaceAll('\0', '').trim();
}
