/** What is wrong with a setting, wherever it stands; null when nothing is. None repeats what was set. */

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

export function problemOfHubUrl(text: string): string | null {
  if (!URL.canParse(text)) {
    return 'is not a URL; set it to the address of the hub, such as https://hub.example.com';
  }
  const url = new URL(text);
  const loopback = LOOPBACK.test(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback)) {
    return 'must start with https:// (http:// is allowed on loopback only)';
  }
  if (url.username !== '' || url.password !== '') {
    return 'must not hold a user name or password';
  }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    return 'must be the address of the hub alone, without a path, query or fragment';
  }
  return null;
}

export function problemOfEnrolmentKey(key: string): string | null {
  return key.length < 8 ? 'is shorter than 8 characters' : problemOfLength(key, 200);
}

export function problemOfLength(text: string, most: number): string | null {
  return text.length > most ? `is longer than ${most} characters` : null;
}
