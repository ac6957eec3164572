/** The day that it is at a place, YYYY-MM-DD; Canadian English writes it so. */
export function dayAt(atMs: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(atMs);
}
