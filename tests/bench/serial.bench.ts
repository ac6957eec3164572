import type { Bench } from './bench.ts';
import { BUTTON_COUNT, PRESSES_PER_SECOND } from './serial/box-traffic.ts';
import { roundOfRawPort, roundOfSource } from './serial/line-round.ts';
import type { PressAccount } from './serial/press-account.ts';
import { median, quantile } from './spread.ts';

const ROUNDS = 3;
const ROUND_SECONDS = 20;

/**
 * A hundred presses a second on the four buttons of a box, at the pace of its line: from the last byte of a press put on
 * the line until the source tells it, over a `serialport` read that completes the same frame and makes nothing of it.
 *
 * Both have the same bytes, in turns, on a line, from a box process and in a process of their own that are all new in
 * each round: neither profits from what the other left behind, and the first press, with nothing compiled yet, counts
 * like any other. The line is two pseudo terminals and the program that connects them, on both sides of the ratio.
 *
 * @throws Error when a press is lost, heard twice, invented or out of its button's order: no figure stands over that.
 */
export const bench: Bench = {
  needs: 'line',
  async run(say) {
    const ours: PressAccount[] = [];
    const raw: PressAccount[] = [];
    for (let round = 1; round <= ROUNDS; round += 1) {
      const load = { seed: round, seconds: ROUND_SECONDS };
      const turns = [
        async () => ours.push(sound('The source', await roundOfSource(load))),
        async () => raw.push(sound('The bare port', await roundOfRawPort(load))),
      ];
      // Who goes first changes, so that what the machine does over time favours neither.
      for (const turn of round % 2 === 1 ? turns : turns.toReversed()) {
        await turn();
      }
      say(
        `round ${round}: source ${p99(ours.at(-1)).toFixed(3)} ms, bare port ${p99(raw.at(-1)).toFixed(3)} ms (p99)`,
      );
    }
    const heard = ours.flatMap(({ latenciesMs }) => latenciesMs);
    const rawReads = raw.flatMap(({ latenciesMs }) => latenciesMs);
    return {
      figures: {
        presses: ROUNDS * ROUND_SECONDS * PRESSES_PER_SECOND,
        heard: heard.length,
        lost: sum(ours, 'lost'),
        invented: sum(ours, 'invented'),
        outOfOrder: sum(ours, 'outOfOrder'),
        buttons: BUTTON_COUNT,
        pressP50Ms: quantile(heard, 0.5),
        pressP99Ms: quantile(heard, 0.99),
        rawReadP50Ms: quantile(rawReads, 0.5),
        rawReadP99Ms: quantile(rawReads, 0.99),
      },
      ratios: {
        overRawRead: median(ours.map((each, round) => p99(each) / p99(raw[round]))),
      },
    };
  },
};

function sound(who: string, account: PressAccount): PressAccount {
  const { lost, invented, outOfOrder } = account;
  if (lost + invented + outOfOrder > 0) {
    throw new Error(
      `${who} lost ${lost} presses, heard ${invented} twice or of nothing and ${outOfOrder} out of order.`,
    );
  }
  return account;
}

function p99(account: PressAccount | undefined): number {
  return quantile(account?.latenciesMs ?? [], 0.99);
}

function sum(accounts: readonly PressAccount[], part: 'lost' | 'invented' | 'outOfOrder'): number {
  return accounts.reduce((total, account) => total + account[part], 0);
}
