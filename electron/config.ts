import { resolve } from 'node:path';
import { z } from 'zod';

/** What this terminal process was told by its environment. */
export type TerminalConfig = {
  /** Origin of the hub, without a trailing slash; null when none is configured. */
  readonly hubUrl: string | null;
  readonly enrolmentKey: string | null;
  /** Path of the serial port of the button box; null without a box. */
  readonly serialPath: string | null;
  /** Absolute path of the folder with journal, key, state and browser profile. */
  readonly terminalDir: string;
  /** Locks the window to the whole screen. */
  readonly kiosk: boolean;
};

export type ReadTerminalConfig =
  | { readonly ok: true; readonly config: TerminalConfig }
  /** One line: which variable, what is wrong with it, what to set. It never repeats a secret. */
  | { readonly ok: false; readonly problem: string };

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

const HubOrigin = z.string().transform((text, context) => {
  const refuse = (message: string) => {
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  };
  if (!URL.canParse(text)) {
    return refuse(
      'is not a URL; set it to the address of the hub, such as https://hub.example.com',
    );
  }
  const url = new URL(text);
  const loopback = LOOPBACK.test(url.hostname);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopback)) {
    return refuse('must start with https:// (http:// is allowed on loopback only)');
  }
  if (url.username !== '' || url.password !== '') {
    return refuse('must not hold a user name or password');
  }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    return refuse('must be the address of the hub alone, without a path, query or fragment');
  }
  return url.origin;
});

/** An empty variable counts as one that is not set. */
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const Environment = z.object({
  GLIMLACH_HUB_URL: optional(HubOrigin),
  GLIMLACH_ENROLMENT_KEY: optional(
    z.string().min(8, 'is shorter than 8 characters').max(200, 'is longer than 200 characters'),
  ),
  GLIMLACH_SERIAL: optional(z.string().max(300, 'is longer than 300 characters')),
  GLIMLACH_TERMINAL_DIR: optional(z.string()),
  GLIMLACH_KIOSK: optional(
    z.enum(['0', '1'], 'must be 1 (lock the window) or 0 (an ordinary window)'),
  ),
});

/**
 * Reads and validates the environment of the terminal; nothing else in this process reads it.
 *
 * @param defaultTerminalDir used when `GLIMLACH_TERMINAL_DIR` is not set.
 */
export function readTerminalConfig(
  environment: Readonly<Record<string, string | undefined>>,
  defaultTerminalDir: string,
): ReadTerminalConfig {
  const parsed = Environment.safeParse(environment);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return {
      ok: false,
      problem: `${issue?.path.join('.') ?? 'The environment'} ${issue?.message ?? 'is not valid'}.`,
    };
  }
  const read = parsed.data;
  return {
    ok: true,
    config: {
      hubUrl: read.GLIMLACH_HUB_URL ?? null,
      enrolmentKey: read.GLIMLACH_ENROLMENT_KEY ?? null,
      serialPath: read.GLIMLACH_SERIAL ?? null,
      terminalDir: resolve(read.GLIMLACH_TERMINAL_DIR ?? defaultTerminalDir),
      kiosk: read.GLIMLACH_KIOSK === '1',
    },
  };
}
