import { describe, expect, it } from 'vitest';
import type { BoxSignal } from '../../../../hardware/button-source.ts';
import { id } from '../sample-events.ts';
import { answered, storeInHand, storePress } from './store-in-hand.ts';

const MINUTE_MS = 60_000;
const SHINE: BoxSignal = { kind: 'beacon', durationMs: MINUTE_MS };
const BUZZ: BoxSignal = { kind: 'buzzer', durationMs: 600 };
const DARK: BoxSignal[] = [
  { kind: 'beacon', durationMs: 0 },
  { kind: 'buzzer', durationMs: 0 },
];
const buzzes = (signals: readonly BoxSignal[]) =>
  signals.filter(({ kind, durationMs }) => kind === 'buzzer' && durationMs > 0).length;

describe('the alert inside the store', () => {
  it('calls by lamp, buzzer and webhook for a red press the hub has not taken in time', async () => {
    const { alert, time, signals, posted, recorded } = storeInHand();
    const press = storePress(1, time.now());
    alert.pressed(press);
    time.advance(4_999);
    expect([signals, posted]).toEqual([[], []]);
    time.advance(1);
    expect([signals, posted]).toEqual([[SHINE, BUZZ], [press]]);
    await answered();
    expect(recorded).toEqual([
      [id(1), 'lamp'],
      [id(1), 'buzzer'],
      [id(1), 'lan-webhook'],
    ]);
  });

  it('counts the time from the press, however late it was told', () => {
    const { alert, time, posted } = storeInHand();
    alert.pressed(storePress(1, time.now() - 4_000));
    time.advance(1_000);
    expect(posted).toHaveLength(1);
  });

  it('stays quiet when the hub takes the press in time, and for other ratings', () => {
    const { alert, time, signals, posted } = storeInHand();
    alert.pressed(storePress(1, time.now()));
    alert.pressed(storePress(2, time.now(), { rating: 'neutral' }));
    alert.pressed(storePress(3, time.now(), { rating: 'positive' }));
    time.advance(4_000);
    alert.hubTook([id(1)]);
    time.advance(10 * MINUTE_MS);
    expect([signals, posted]).toEqual([[], []]);
  });

  it('goes on calling when the hub takes the press later: nobody has come yet', () => {
    const { alert, time, signals } = storeInHand();
    alert.pressed(storePress(1, time.now()));
    time.advance(5_000);
    alert.hubTook([id(1)]);
    time.advance(20_000);
    expect(signals.at(-1)).not.toEqual(DARK[1]);
    expect(signals.filter(({ kind }) => kind === 'beacon')).toEqual([SHINE, SHINE]);
  });

  it('pages nobody for a press of more than two minutes ago', () => {
    const { alert, time, signals, posted } = storeInHand({ startMs: 500_000 });
    alert.pressed(storePress(1, time.now() - 120_001));
    time.advance(MINUTE_MS);
    expect([signals, posted]).toEqual([[], []]);
  });

  it('sounds the buzzer for a minute, and leaves the lamp on for fifteen', () => {
    const { alert, time, signals } = storeInHand();
    alert.pressed(storePress(1, time.now()));
    time.advance(5_000 + MINUTE_MS);
    expect(buzzes(signals)).toBe(20);
    time.advance(14 * MINUTE_MS - 1);
    expect(buzzes(signals)).toBe(20);
    expect(signals.at(-1)).toEqual(SHINE);
    time.advance(1);
    expect(signals.slice(-2)).toEqual(DARK);
    const before = signals.length;
    time.advance(60 * MINUTE_MS);
    expect(signals).toHaveLength(before);
  });

  it('does not begin anew with the buzzer for presses that join, and records what calls for them', async () => {
    const { alert, time, signals, posted, recorded } = storeInHand();
    alert.pressed(storePress(1, time.now()));
    time.advance(5_000);
    time.advance(3 * MINUTE_MS);
    const before = buzzes(signals);
    alert.pressed(storePress(2, time.now()));
    time.advance(5_000);
    expect(buzzes(signals)).toBe(before);
    expect(posted.map((press) => press.id)).toEqual([id(1), id(2)]);
    await answered();
    expect(recorded.filter(([pressId]) => pressId === id(2))).toEqual([
      [id(2), 'lamp'],
      [id(2), 'lan-webhook'],
    ]);
  });

  it('sounds again for an alarm ten minutes after the one before', () => {
    const { alert, time, signals } = storeInHand();
    alert.pressed(storePress(1, time.now()));
    time.advance(5_000);
    time.advance(10 * MINUTE_MS);
    const before = buzzes(signals);
    alert.pressed(storePress(2, time.now()));
    time.advance(5_000);
    expect(buzzes(signals)).toBe(before + 1);
  });

  it('goes dark and silent when staff are coming, and forgets who was about to be called for', () => {
    const { alert, time, signals, posted, calledFor } = storeInHand();
    alert.pressed(storePress(1, time.now()));
    time.advance(5_000);
    alert.pressed(storePress(2, time.now()));
    alert.acknowledged('staff');
    alert.acknowledged('staff');
    time.advance(30 * MINUTE_MS);
    expect(signals).toEqual([SHINE, BUZZ, ...DARK]);
    expect(posted).toHaveLength(1);
    expect(calledFor).toEqual([id(1), null]);
  });

  it('calls again after it was acknowledged', () => {
    const { alert, time, signals } = storeInHand();
    alert.pressed(storePress(1, time.now()));
    time.advance(5_000);
    alert.acknowledged('staff');
    alert.pressed(storePress(2, time.now()));
    time.advance(5_000);
    expect(signals.slice(-2)).toEqual([SHINE, BUZZ]);
  });

  it('goes on watching later presses when it is the hub that says somebody took the call on', () => {
    const { alert, time, signals, posted } = storeInHand();
    alert.pressed(storePress(1, time.now()));
    time.advance(5_000);
    alert.pressed(storePress(2, time.now()));
    alert.acknowledged('hub');
    expect(signals.slice(-2)).toEqual(DARK);
    time.advance(5_000);
    expect(posted).toHaveLength(2);
    expect(signals.slice(-2)).toEqual([SHINE, BUZZ]);
  });

  it('records only what a box took and the store answered', async () => {
    const { alert, time, has, webhook, recorded } = storeInHand();
    has.buzzer = false;
    has.beacon = false;
    webhook.answers = false;
    alert.pressed(storePress(1, time.now()));
    time.advance(5_000);
    await answered();
    expect(recorded).toEqual([]);
    // A box is plugged in.
    has.beacon = true;
    time.advance(20_000);
    time.advance(20_000);
    expect(recorded).toEqual([[id(1), 'lamp']]);
  });

  it('posts to nobody where no webhook is configured', async () => {
    const { alert, time, posted, recorded } = storeInHand({ webhook: false });
    alert.pressed(storePress(1, time.now()));
    time.advance(5_000);
    await answered();
    expect([posted, recorded.map(([, channel]) => channel)]).toEqual([[], ['lamp', 'buzzer']]);
  });

  it('is dark and silent when it stops, and calls no more', () => {
    const { alert, time, signals } = storeInHand();
    alert.pressed(storePress(1, time.now()));
    time.advance(5_000);
    alert.stop();
    alert.pressed(storePress(2, time.now()));
    expect(time.waiting()).toBe(0);
    expect(signals).toEqual([SHINE, BUZZ, ...DARK]);
  });
});

describe('a wish that somebody comes', () => {
  it('calls at once, keeps the lamp on and sounds the buzzer once', () => {
    const { alert, time, signals, recorded } = storeInHand();
    alert.wished(id(9), id(1));
    time.advance(45_000);
    expect(signals).toEqual([SHINE, BUZZ, SHINE, SHINE]);
    expect(recorded, 'the hub may have heard of it').toEqual([]);
  });

  it('calls until ten minutes after the last', () => {
    const { alert, time, signals } = storeInHand();
    alert.wished(id(8), id(1));
    time.advance(9 * MINUTE_MS);
    alert.wished(id(9), id(1));
    time.advance(9 * MINUTE_MS);
    expect(signals.at(-1)).toEqual(SHINE);
    expect(buzzes(signals)).toBe(2);
    time.advance(MINUTE_MS);
    expect(signals.slice(-2)).toEqual(DARK);
  });

  it('is an alert when the hub does not take it in time, whatever the rating', async () => {
    const { alert, time, signals, posted, recorded } = storeInHand();
    const press = storePress(1, time.now(), { rating: 'neutral' });
    alert.pressed(press);
    time.advance(20_000);
    alert.wished(id(9), id(1));
    time.advance(5_000);
    expect(posted).toEqual([{ ...press, helpAsked: true }]);
    expect(signals).toEqual([SHINE, BUZZ, SHINE, BUZZ]);
    await answered();
    expect(recorded.map(([pressId, channel]) => [pressId === id(1), channel])).toEqual([
      [true, 'lamp'],
      [true, 'buzzer'],
      [true, 'lan-webhook'],
    ]);
  });

  it('stays a call, and is no alert, when the hub takes it', () => {
    const { alert, time, posted, recorded } = storeInHand();
    alert.pressed(storePress(1, time.now(), { rating: 'neutral' }));
    alert.wished(id(9), id(1));
    alert.hubTook([id(9)]);
    time.advance(MINUTE_MS);
    expect([posted, recorded]).toEqual([[], []]);
  });

  it('is told along with the press it follows, and tells the store of that press once', async () => {
    const { alert, time, posted, recorded } = storeInHand();
    alert.pressed(storePress(1, time.now()));
    time.advance(3_000);
    alert.wished(id(9), id(1));
    time.advance(MINUTE_MS);
    await answered();
    expect(posted.map(({ helpAsked }) => helpAsked)).toEqual([true]);
    expect(recorded).toHaveLength(3);
  });
});

describe('after the program was started again', () => {
  it('counts the time anew for what the hub has not confirmed, and records nothing twice', async () => {
    const unsent = [
      { awaits: id(1), madeAtMs: 9_000, press: storePress(1, 9_000), recorded: [] },
      {
        awaits: id(2),
        madeAtMs: 9_500,
        press: storePress(2, 9_500),
        recorded: ['lamp', 'lan-webhook'] as const,
      },
      { awaits: id(3), madeAtMs: 9_900, press: storePress(3, 9_900), recorded: [] },
    ];
    const { alert, time, posted, recorded } = storeInHand({
      unsent: () => Promise.resolve(unsent),
    });
    // The page sent it before the journal was read.
    alert.hubTook([id(3)]);
    time.advance(3_000);
    await answered();
    time.advance(4_999);
    expect(posted).toEqual([]);
    time.advance(1);
    await answered();
    expect(posted.map((press) => press.id)).toEqual([id(1)]);
    expect(new Set(recorded.map((each) => each.join(' ')))).toEqual(
      new Set([`${id(1)} lamp`, `${id(1)} buzzer`, `${id(1)} lan-webhook`, `${id(2)} buzzer`]),
    );
    expect(recorded).toHaveLength(4);
  });
});
