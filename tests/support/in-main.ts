import type { ElectronApplication } from '@playwright/test';

/** What a function is handed that runs in main. */
type Main = typeof Electron.CrossProcessExports;

/**
 * Runs a function in main that changes nothing, and resolves with its result. V8 holds the driver's answer weakly, and
 * main may collect garbage before it next turns to its promises; then it is asked once more.
 */
export async function readInMain<Argument, Result>(
  app: ElectronApplication,
  read: (main: Main, argument: Argument) => Result | Promise<Result>,
  argument: Argument,
): Promise<Result> {
  try {
    return await app.evaluate<Result, Argument>(
      // The driver's own types say more of the argument than a function of ours can.
      read as Parameters<typeof app.evaluate<Result, Argument>>[0],
      argument,
    );
  } catch (error) {
    if (wasCollected(error)) {
      return readInMain(app, read, argument);
    }
    throw error;
  }
}

/** Runs a function in main that has done what it does when it returns. */
export async function doInMain<Argument>(
  app: ElectronApplication,
  act: (main: Main, argument: Argument) => void,
  argument: Argument,
): Promise<void> {
  try {
    await app.evaluate<void, Argument>(
      act as Parameters<typeof app.evaluate<void, Argument>>[0],
      argument,
    );
  } catch (error) {
    if (!wasCollected(error)) {
      throw error;
    }
  }
}

function wasCollected(error: unknown): boolean {
  return error instanceof Error && error.message.includes('promise was garbage collected');
}
