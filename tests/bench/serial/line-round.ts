import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { openPtyPair } from '../../support/serial-pty.ts';
import { startAskedProcess } from './asked-process.ts';
import { type BoxFrame, boxTraffic } from './box-traffic.ts';
import { accountPresses, type PressAccount, type PressAt } from './press-account.ts';

/** The same bytes on a new line, to a new process. */
export type LineRound = { readonly seed: number; readonly seconds: number };

/** How late the box may be in all, and how long what is still on its way is waited for. */
const LATE_MS = 15_000;
const QUIET_MS = 500;

const SOURCE = new URL('source-process.ts', import.meta.url);
const RAW_PORT = new URL('raw-process.ts', import.meta.url);

const Moments = z.array(z.number());
const HeardBySource = z.object({
  presses: z.array(z.object({ button: z.number(), count: z.number(), atMs: z.number() })),
  complaints: z.array(z.string()),
});

/** The product's source listens. @throws Error when it complains of anything, which a clean line gives no reason for. */
export async function roundOfSource(round: LineRound): Promise<PressAccount> {
  const { made, heard } = await listen(SOURCE, round);
  const { presses, complaints } = HeardBySource.parse(heard);
  const [complaint] = complaints;
  if (complaint !== undefined) {
    throw new Error(
      `Of a clean line the source complained ${complaints.length} times: ${complaint}`,
    );
  }
  return accountPresses(made, presses);
}

/** A bare port listens. */
export async function roundOfRawPort(round: LineRound): Promise<PressAccount> {
  const { made, heard, traffic } = await listen(RAW_PORT, round);
  const [, ...completeAtMs] = Moments.parse(heard);
  if (completeAtMs.length !== traffic.length) {
    throw new Error(`The bare port read ${completeAtMs.length} of ${traffic.length} frames.`);
  }
  return accountPresses(made, pressesAt(traffic, completeAtMs));
}

async function listen(
  reader: URL,
  { seed, seconds }: LineRound,
): Promise<{ traffic: readonly BoxFrame[]; made: readonly PressAt[]; heard: unknown }> {
  await using line = await openPtyPair();
  await using box = await startAskedProcess(new URL('box-process.ts', import.meta.url), [
    line.boxPath,
    String(seed),
    String(seconds),
  ]);
  const sending = box.ask(seconds * 1_000 + LATE_MS);
  // Starting the reader may fail first.
  sending.catch(() => undefined);
  await using listener = await startAskedProcess(reader, [line.terminalPath]);
  const sentAtMs = Moments.parse(await sending);
  await delay(QUIET_MS);
  const heard = await listener.ask(LATE_MS);
  const traffic = boxTraffic(seed, seconds);
  return { traffic, made: pressesAt(traffic, sentAtMs), heard };
}

function pressesAt(traffic: readonly BoxFrame[], momentsMs: readonly number[]): PressAt[] {
  return traffic.flatMap(({ press }, index) => {
    const atMs = momentsMs[index];
    return press === null || atMs === undefined ? [] : [{ ...press, atMs }];
  });
}
