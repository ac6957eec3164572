import { expect } from '@playwright/test';
import { doInMain } from '../in-main.ts';
import type { Locked } from './way-out.ts';

/** What an expression came to. */
type Outcome = { readonly turn: number; readonly expression: string; said: string };

declare global {
  /** Of every expression that this document ran, in their order. */
  var waysOut: Outcome[] | undefined;
}

let turns = 0;

/** Runs an expression in the page as if somebody had just touched it: much is allowed to a page only then. */
export async function runInPage({ kiosk }: Locked, expression: string): Promise<number> {
  turns += 1;
  const script = `{
    const outcome = { turn: ${turns}, expression: ${JSON.stringify(expression)}, said: 'waits for ever' };
    (globalThis.waysOut ??= []).push(outcome);
    (async () => (${expression}))().then(
      (got) => { outcome.said = got ? 'GOT ' + got : 'nothing'; },
      (error) => { outcome.said = 'refused: ' + error.name; },
    );
  } 0;`;
  await doInMain(
    kiosk.app,
    ({ BrowserWindow }, source) => {
      void BrowserWindow.getAllWindows()[0]
        ?.webContents.executeJavaScript(source, true)
        .catch(() => undefined);
    },
    script,
  );
  return turns;
}

/** The same, until it has begun; resolves with what it has come to by then. */
export async function tryInPage(locked: Locked, expression: string): Promise<string> {
  const turn = await runInPage(locked, expression);
  const said = (): Promise<string | undefined> =>
    locked.kiosk.window.evaluate(
      (asked) => globalThis.waysOut?.find((outcome) => outcome.turn === asked)?.said,
      turn,
    );
  await expect.poll(said, expression).toBeDefined();
  return (await said()) ?? '';
}

/** The expressions of this document that were given something. */
export async function givenInPage({ kiosk }: Locked): Promise<readonly Outcome[]> {
  return kiosk.window.evaluate(
    () => globalThis.waysOut?.filter(({ said }) => said.startsWith('GOT')) ?? [],
  );
}
