import { readFile } from 'node:fs/promises';
import type { ButtonsConfiguration } from '../contract/box-configuration.ts';
import { readButtonsConfiguration } from '../contract/box-configuration.ts';
import type { TerminalConfig } from './config.ts';
import { messageOf } from './log.ts';

export type ReadButtons =
  | { readonly ok: true; readonly buttons: ButtonsConfiguration }
  /** One line: which file, which field, what is wrong with it. */
  | { readonly ok: false; readonly problem: string };

/** Which buttons this terminal has, from the file it was told of or from the short form for one box. */
export async function readButtons({
  serialPath,
  buttonsFile,
}: Pick<TerminalConfig, 'serialPath' | 'buttonsFile'>): Promise<ReadButtons> {
  if (buttonsFile === null) {
    const boxes = serialPath === null ? [] : [{ driver: 'glimlach' as const, port: serialPath }];
    return { ok: true, buttons: { boxes } };
  }
  let text: string;
  try {
    text = await readFile(buttonsFile, 'utf8');
  } catch (thrown) {
    return {
      ok: false,
      problem: `GLIMLACH_BOXES: the file ${buttonsFile} cannot be read: ${messageOf(thrown)}.`,
    };
  }
  const read = readButtonsConfiguration(text);
  return read.ok
    ? { ok: true, buttons: read.configuration }
    : { ok: false, problem: `GLIMLACH_BOXES: ${buttonsFile}: ${read.problem}.` };
}
