/** What every hub of the tests wraps its keys under. */
export const TEST_SECRET = 'a secret that only tests have, and all of them';
