/** The `code` of an error from Node or PostgreSQL, such as `ENOENT` or `28P01`; undefined when it has none. */
export function errorCodeOf(error: unknown): string | undefined {
  return typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    typeof error.code === 'string'
    ? error.code
    : undefined;
}
