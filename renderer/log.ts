/** One line about something that went wrong; in Electron the main process writes it to its own log. */
export function log(detail: string): void {
  console.warn(detail);
}
