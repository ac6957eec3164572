import { messageOf } from './log.ts';
import { problemOfEnrolmentKey, problemOfHubUrl } from './hub-settings.ts';

export type ProvisionedHub =
  | { readonly ok: true; readonly hubUrl: string; readonly enrolmentKey: string | null }
  /** One line: which file, which field, what is wrong with it. It never repeats a secret. */
  | { readonly ok: false; readonly problem: string };

function wrong(what: string): ProvisionedHub {
  return { ok: false, problem: `GLIMLACH_PROVISIONING: ${what}` };
}

/** What the window waits for of a provisioning file, by hand; the rest of the file is read later, by its schema. */
export function readProvisionedHub(
  path: string,
  readText: (path: string) => string,
): ProvisionedHub {
  let text: string;
  try {
    text = readText(path);
  } catch (thrown) {
    return wrong(`the file ${path} cannot be read: ${messageOf(thrown)}.`);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    // The reason would quote the file, and the file holds secrets.
    return wrong(`${path} is not JSON.`);
  }
  const { hubUrl, enrolmentKey } = (json ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof hubUrl !== 'string') {
    return wrong(`${path}: hubUrl must be the address of the hub.`);
  }
  const hubProblem = problemOfHubUrl(hubUrl);
  if (hubProblem !== null) {
    return wrong(`${path}: hubUrl ${hubProblem}.`);
  }
  if (enrolmentKey === null) {
    return { ok: true, hubUrl, enrolmentKey };
  }
  if (typeof enrolmentKey !== 'string') {
    return wrong(`${path}: enrolmentKey must be a text, or null.`);
  }
  const keyProblem = problemOfEnrolmentKey(enrolmentKey);
  return keyProblem === null
    ? { ok: true, hubUrl, enrolmentKey }
    : wrong(`${path}: enrolmentKey ${keyProblem}.`);
}
