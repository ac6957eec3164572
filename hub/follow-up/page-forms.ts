import type { HubApp } from '../http/hub-app.ts';

export const FORM_TYPE = 'application/x-www-form-urlencoded';

/** Enough for every field as full as it may be, each letter written as three escaped bytes. */
export const MAX_FORM_BYTES = 32_768;

/** The one field that may be sent several times; of any other the last counts. */
const MANY = 'reason';

/** Reads forms, and refuses everything else. */
export function acceptPageForms(app: HubApp): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(FORM_TYPE, { parseAs: 'string' }, (_request, body, done) => {
    const fields = new URLSearchParams(String(body));
    const form = Object.fromEntries(fields);
    done(null, { ...form, [MANY]: fields.getAll(MANY) });
  });
}
