import type { z } from 'zod';

const NAMED_AT_MOST = 4;

/** What is wrong with what somebody wrote by hand, in one line that names the fields. */
export function describeFaults({ issues }: z.ZodError): string {
  const named = issues.slice(0, NAMED_AT_MOST).map((issue) => {
    const field = issue.path.map(String).join('.');
    const message = messageOf(issue);
    return field === '' ? message : `${field}: ${message}`;
  });
  const more = issues.length > named.length ? `; and ${issues.length - named.length} more` : '';
  return `${named.join('; ')}${more}`;
}

/** Of a key that does not fit, why it does not: zod says that one level deeper. */
function messageOf(issue: z.core.$ZodIssue): string {
  const [inner] = issue.code === 'invalid_key' ? issue.issues : [];
  return inner?.message ?? issue.message;
}
