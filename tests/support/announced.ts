/** What `npm start` and `npm run dev` print for a person to go on with. */
export type Announced = {
  readonly console: string;
  readonly kiosk: string;
  readonly email: string;
  readonly password: string;
};

/** Reads it from their output. Throws when something is missing. */
export function announcedIn(output: string): Announced {
  const find = (pattern: RegExp): RegExpExecArray => {
    const found = pattern.exec(output);
    if (found === null) {
      throw new Error(`The output has nothing like ${pattern.source}: ${output}`);
    }
    return found;
  };
  const [, console = ''] = find(/^ {2}Console {3}(\S+)$/m);
  const [, kiosk = ''] = find(/^ {2}Kiosk {5}(\S+)$/m);
  const [, email = '', password = ''] = find(/^ {2}Sign in {3}(\S+) {3}(\S+)$/m);
  return { console, kiosk, email, password };
}
