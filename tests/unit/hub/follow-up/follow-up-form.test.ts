import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SealedContent } from '../../../../contract/sealing.ts';
import { FollowUpForm, readFollowUpForm } from '../../../../hub/follow-up/follow-up-form.ts';

const REASON = {
  id: 'reason',
  question: { en: 'Why?' },
  choices: [
    { id: 'queue', icon: null, label: { en: 'Queue' } },
    { id: 'price', icon: null, label: { en: 'Price' } },
  ],
  several: true,
};

function read(fields: Partial<FollowUpForm>) {
  const form = FollowUpForm.parse({ form: 'A'.repeat(22), ...fields });
  return readFollowUpForm(form, REASON, 'You may call me.');
}

describe('readFollowUpForm', () => {
  it('takes any part alone', () => {
    expect(read({ reason: ['price', 'other'] })).toEqual({
      ok: true,
      submission: { reasons: ['price'], words: null, contact: null },
    });
    expect(read({ words: ' Slow.\r\nVery. ' })).toMatchObject({
      submission: { words: { kind: 'text', text: 'Slow.\nVery.' } },
    });
    expect(read({ email: 'anna@example.org', agree: 'yes' })).toMatchObject({
      submission: {
        contact: {
          kind: 'contact',
          name: '',
          phone: '',
          email: 'anna@example.org',
          consent: 'You may call me.',
        },
      },
    });
  });

  it.each([
    [{}, { form: 'error.empty' }],
    [{ words: '   ' }, { form: 'error.empty' }],
    [{ reason: ['invented'] }, { form: 'error.empty' }],
    [{ words: 'x'.repeat(501) }, { words: 'error.words' }],
    [{ phone: '0612345678' }, { agree: 'error.consent' }],
    [{ agree: 'yes' }, { phone: 'error.reach' }],
    [{ name: 'Anna', agree: 'yes' }, { phone: 'error.reach' }],
    [{ phone: 'call me', agree: 'yes' }, { phone: 'error.phone' }],
    [{ phone: '123', agree: 'yes' }, { phone: 'error.phone' }],
    // Digits of two units each.
    [{ phone: '𝟎'.repeat(21), agree: 'yes' }, { phone: 'error.phone' }],
    [{ email: 'anna@example', agree: 'yes' }, { email: 'error.email' }],
    [{ email: 'a b@example.org', agree: 'yes' }, { email: 'error.email' }],
    [{ name: 'x'.repeat(101), phone: '0612345678', agree: 'yes' }, { name: 'error.name' }],
  ] as const)('says what is wrong with %j', (fields, errors) => {
    const given = { ...fields, reason: [...('reason' in fields ? fields.reason : [])] };
    expect(read(given)).toEqual({ ok: false, errors });
  });

  it('takes telephone numbers as people write them', () => {
    for (const phone of ['+31 6 1234 5678', '(030) 123.45.67', '0049/171/2345678', '٠١٢٣٤٥٦٧']) {
      expect(read({ phone, agree: 'yes' })).toMatchObject({ ok: true });
    }
  });

  it(
    'lets through what can be sealed and opened again, and nothing else',
    { timeout: 30_000 },
    () => {
      fc.assert(
        fc.property(
          fc.record({
            words: fc.string({ unit: 'binary', maxLength: 600 }),
            name: fc.string({ unit: 'binary', maxLength: 150 }),
            phone: fc.oneof(fc.constant('0612345678'), fc.string({ maxLength: 60 })),
            email: fc.oneof(fc.constant('a@b.org'), fc.string({ maxLength: 250 })),
            agree: fc.constantFrom('', 'yes'),
          }),
          (fields) => {
            const result = read(fields);
            for (const content of result.ok
              ? [result.submission.words, result.submission.contact]
              : []) {
              expect(content === null || SealedContent.safeParse(content).success).toBe(true);
            }
          },
        ),
      );
    },
  );
});
