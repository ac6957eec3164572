import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { modbusPatience } from '../../../../hardware/drivers/modbus-patience.ts';
import type { ConnectedBox } from '../../../../hardware/drivers/session.ts';
import { modbusConfiguration, ModbusRun } from './modbus-run.ts';

const TWO_MODULES = {
  modules: [
    { unit: 1, inputs: { 0: 0, 1: 1 } },
    { unit: 2, inputs: { 0: 2, 7: 3 } },
  ],
};

/** As a module is written down whose inputs lie too far apart for one question. */
const TWO_READINGS = {
  modules: [
    { unit: 1, inputs: { 0: 0 } },
    { unit: 1, inputs: { 300: 1 } },
  ],
};

const OUTPUTS = {
  outputs: {
    lamps: { 0: { unit: 1, coil: 4 } },
    beacon: { unit: 9, coil: 0 },
  },
};

const BOX: ConnectedBox = {
  boxId: 'till-7',
  driver: 'modbus-rtu',
  firmware: null,
  buttonCount: 4,
  outputs: { lamps: false, buzzer: false, beacon: false },
};

const NO_ANSWER =
  "Unit 2 does not answer; check its power, its wires, its unit number and the line's settings.";

describe('Modbus session', () => {
  it('asks nothing until it shall verify who is there', () => {
    const run = new ModbusRun(TWO_MODULES);
    run.pass(1_000);
    run.step({ type: 'signal', signal: { kind: 'beacon', durationMs: 100 } });
    run.pass(1_000);
    expect({ asked: run.asked, told: run.told() }).toEqual({ asked: [], told: [] });
  });

  it('has its box there once every module has answered, and alive whenever all of them have again', () => {
    const run = new ModbusRun(TWO_MODULES);
    run.step({ type: 'verify' });
    run.pass(200);
    expect(run.told().slice(0, 3)).toEqual([
      { type: 'present', box: BOX },
      { type: 'alive' },
      { type: 'alive' },
    ]);
    expect(run.asked.slice(0, 4).map(({ request }) => request)).toEqual([
      { kind: 'read', unit: 1, table: 'discrete-inputs', first: 0, count: 2 },
      { kind: 'read', unit: 2, table: 'discrete-inputs', first: 0, count: 8 },
      { kind: 'read', unit: 1, table: 'discrete-inputs', first: 0, count: 2 },
      { kind: 'read', unit: 2, table: 'discrete-inputs', first: 0, count: 8 },
    ]);
  });

  it('lets what is still on its way go by before it asks, and after an answer that did not come', () => {
    const run = new ModbusRun();
    run.says.set(1, () => null);
    run.step({ type: 'verify' });
    run.pass(500);
    const [first, second] = run.asked.map(({ atMs }) => atMs);
    expect([first, second]).toEqual([100, 100 + 200 + 20]);
  });

  it('asks a module as often as configured, and never before the last frame has ended', () => {
    const run = ModbusRun.live({ pollMs: 50 });
    run.pass(500);
    const at = run.asked.map(({ atMs }) => atMs);
    expect(at.slice(1).map((atMs, index) => atMs - (at[index] ?? 0))).toEqual(
      Array.from({ length: at.length - 1 }, () => 50),
    );
    const busy = ModbusRun.live({ pollMs: 5, baudRate: 9_600 });
    busy.pass(100);
    const [first, second] = busy.asked.map(({ atMs }) => atMs);
    // 5 ms until the answer, and 3.5 characters of 11 bits at 9,600 baud.
    expect((second ?? 0) - (first ?? 0)).toBe(5 + 5);
  });

  it('counts a press once, at its first contact, however long it is held', () => {
    const run = ModbusRun.live(TWO_MODULES);
    run.press('1/1', '2/7');
    expect(run.presses()).toEqual([1, 3]);
    run.on.add('2/0');
    run.pass(25);
    expect(run.presses()).toEqual([2]);
    run.pass(20_000);
    expect(run.presses()).toEqual([]);
  });

  it('reads contacts that open when the button is pressed', () => {
    const run = new ModbusRun({
      modules: [{ unit: 1, inputs: { 3: 0 }, normallyClosed: true, table: 'coils' }],
    });
    run.on.add('1/3');
    run.step({ type: 'verify' });
    run.pass(500);
    run.on.delete('1/3');
    run.pass(100);
    expect(run.presses()).toEqual([0]);
    expect(run.asked[0]?.request).toEqual({
      kind: 'read',
      unit: 1,
      table: 'coils',
      first: 3,
      count: 1,
    });
  });

  it('counts two contacts of one button each on its own', () => {
    const run = ModbusRun.live({ modules: [{ unit: 1, inputs: { 0: 5, 1: 5 } }] });
    run.on.add('1/0');
    run.pass(100);
    run.press('1/1');
    expect(run.presses()).toEqual([5, 5]);
  });

  it('counts a contact that bounces once', () => {
    const run = ModbusRun.live();
    for (let bounce = 0; bounce < 3; bounce += 1) {
      run.on.add('1/0');
      run.pass(20);
      run.on.delete('1/0');
      run.pass(20);
    }
    expect(run.presses()).toEqual([0]);
  });

  it('counts a button held when it is first seen only once it was let go and pressed again', () => {
    const run = new ModbusRun();
    run.on.add('1/0');
    run.step({ type: 'verify' });
    run.pass(500);
    expect(run.presses()).toEqual([]);
    run.on.delete('1/0');
    run.pass(100);
    run.press('1/0');
    expect(run.presses()).toEqual([0]);

    run.on.add('1/1');
    run.step({ type: 'verify' });
    run.pass(500);
    expect(run.presses()).toEqual([]);
  });

  it('counts nothing before all modules are there', () => {
    const run = new ModbusRun(TWO_MODULES);
    run.says.set(2, () => null);
    run.step({ type: 'verify' });
    run.pass(1_000);
    run.press('1/0');
    run.says.delete(2);
    run.pass(1_000);
    expect(run.presses()).toEqual([]);
    run.press('1/0');
    expect(run.presses()).toEqual([0]);
  });

  it('loses no press by a lost answer', () => {
    const run = ModbusRun.live();
    run.says.set(1, (request, nowMs) =>
      nowMs % 3 === 0 ? { kind: 'garbled' } : run.answer(request, nowMs),
    );
    for (let press = 0; press < 20; press += 1) {
      run.press('1/0');
    }
    expect(run.presses()).toHaveLength(20);
  });

  it('counts nothing that is held when a module is heard again after a pause', () => {
    const run = ModbusRun.live(TWO_MODULES);
    run.says.set(2, () => null);
    run.pass(2_000);
    run.on.add('2/0');
    run.says.delete(2);
    run.pass(2_000);
    expect(run.presses()).toEqual([]);
    run.on.delete('2/0');
    run.pass(100);
    run.press('2/0');
    expect(run.presses()).toEqual([2]);
  });

  it('says who does not answer, gives no sign of life meanwhile, and goes on asking the others', () => {
    const run = ModbusRun.live(TWO_MODULES);
    run.says.set(2, () => null);
    run.pass(100);
    run.told();
    run.asked.length = 0;
    run.pass(3_000);
    run.press('1/0');
    const told = run.told();
    expect([...new Set(told.map(({ type }) => type))]).toEqual(['report', 'pressed']);
    expect(told[0]).toEqual({ type: 'report', report: { kind: 'port-error', detail: NO_ANSWER } });
    const askedSilent = run.asked.filter(({ request }) => request.unit === 2);
    expect(askedSilent.length).toBeLessThan(6);
    run.says.delete(2);
    run.pass(1_000);
    expect(run.told().map(({ type }) => type)).toContain('alive');
  });

  it('tells a garbled answer from none', () => {
    const run = ModbusRun.live();
    run.says.set(1, () => ({ kind: 'garbled' }));
    run.pass(30);
    expect(run.told()).toContainEqual({
      type: 'report',
      report: {
        kind: 'bad-frame',
        detail:
          "What unit 1 answers is garbled; check the wires, their ends and the line's settings.",
      },
    });
  });

  it('says before the connection gives up who has not answered', () => {
    const run = new ModbusRun(TWO_MODULES);
    run.says.set(2, () => null);
    run.step({ type: 'verify' });
    run.pass(modbusPatience(modbusConfiguration(TWO_MODULES)).verifyWithinMs);
    expect(run.told()).toEqual([{ type: 'refused', detail: NO_ANSWER }]);
    run.asked.length = 0;
    run.pass(10_000);
    expect(run.asked).toEqual([]);
  });

  it.each([
    [1, 'Unit 2 cannot be asked for discrete inputs (exception 1); set its table to "coils".', {}],
    [
      2,
      'Unit 2 has no discrete inputs 0 to 7 (exception 2); check the addresses, which count from 0.',
      {},
    ],
    [
      3,
      'Unit 2 has no coil 4 (exception 3); check the addresses, which count from 0.',
      { modules: [{ unit: 2, table: 'coils', inputs: { 4: 0 } }] },
    ],
  ])('refuses a module that answers with exception %i', (code, detail, more) => {
    const run = new ModbusRun({ ...TWO_MODULES, ...more });
    run.says.set(2, () => ({ kind: 'exception', code }));
    run.step({ type: 'verify' });
    run.pass(1_000);
    expect(run.told()).toEqual([{ type: 'refused', detail }]);
  });

  it('bears with a module that cannot answer just now', () => {
    const run = ModbusRun.live();
    run.says.set(1, () => ({ kind: 'exception', code: 6 }));
    run.pass(30);
    expect(run.told()).toContainEqual({
      type: 'report',
      report: {
        kind: 'port-error',
        detail:
          'Unit 1 cannot answer for discrete inputs 0 to 1 now (exception 6); look up the code in its manual.',
      },
    });
    run.says.delete(1);
    run.pass(1_000);
    run.press('1/0');
    expect(run.presses()).toEqual([0]);
  });

  it('names a stuck button by its index, not by its input', () => {
    const run = ModbusRun.live(TWO_MODULES);
    run.on.add('2/7');
    run.pass(31_000);
    expect(run.told()).toContainEqual({
      type: 'troubles',
      troubles: [{ button: 3, kind: 'stuck' }],
    });
    run.on.delete('2/7');
    run.pass(100);
    expect(run.told()).toContainEqual({ type: 'troubles', troubles: [] });
  });

  it('tells a trouble of a button once, however many of its contacts have it', () => {
    const units = [1, 2, 3, 4, 5];
    const buttons = Array.from({ length: 16 }, (_, button) => button);
    const run = ModbusRun.live({
      baudRate: 115_200,
      modules: units.map((unit) => ({ unit, inputs: Object.fromEntries(buttons.entries()) })),
    });
    for (const unit of units) {
      for (const input of buttons) {
        run.on.add(`${unit}/${input}`);
      }
    }
    run.pass(40_000);
    expect(run.told().findLast(({ type }) => type === 'troubles')).toEqual({
      type: 'troubles',
      troubles: buttons.map((button) => ({ button, kind: 'stuck' })),
    });
  });

  it('invents no press, whatever the modules answer or leave out', () => {
    const answers = fc.array(fc.constantFrom('on', 'off', 'silence', 'garbled'), {
      maxLength: 200,
    });
    fc.assert(
      fc.property(answers, (script) => {
        const run = ModbusRun.live({ debounceMs: 0 });
        let closings = 0;
        let isOn = false;
        let next = 0;
        run.says.set(1, () => {
          const word = script[next] ?? 'off';
          next += 1;
          if (word === 'silence') {
            return null;
          }
          if (word === 'garbled') {
            return { kind: 'garbled' };
          }
          closings += word === 'on' && !isOn ? 1 : 0;
          isOn = word === 'on';
          return { kind: 'levels', levels: [isOn, false] };
        });
        run.pass(60_000);
        expect(run.presses().length).toBeLessThanOrEqual(closings);
      }),
      { numRuns: 50 },
    );
  });
});

describe('two readings of one Modbus unit', () => {
  it('are both heard, and counted each on its own', () => {
    const run = ModbusRun.live(TWO_READINGS);
    run.press('1/0');
    run.press('1/300');
    run.press('1/300', '1/0');
    expect(run.presses().toSorted((a, b) => a - b)).toEqual([0, 0, 1, 1]);
  });

  it.each([205, 215, 230, 390, 430, 700, 3_000])(
    'are not taken for each other when an answer takes %i ms',
    (lateMs) => {
      const run = ModbusRun.live(TWO_READINGS);
      run.on.add('1/0');
      run.pass(500);
      expect(run.presses()).toEqual([0]);
      const takes = [lateMs];
      run.takesMs.set(1, () => takes.shift() ?? 5);
      run.pass(10_000);
      run.on.delete('1/0');
      run.pass(200);
      expect(run.presses()).toEqual([]);
      run.press('1/300');
      run.press('1/0');
      expect(run.presses()).toEqual([1, 0]);
    },
  );

  it('are not taken for each other when a question of before is answered while the line is verified anew', () => {
    for (const lateMs of [250, 330, 420, 500]) {
      const run = ModbusRun.live(TWO_READINGS);
      run.on.add('1/300');
      run.pass(500);
      run.presses();
      const takes = [5, lateMs];
      run.takesMs.set(1, () => takes.shift() ?? 5);
      run.pass(60);
      run.step({ type: 'verify' });
      run.pass(5_000);
      expect(run.presses()).toEqual([]);
    }
  });

  it('lose no press that is held while an answer gets lost', () => {
    for (const timeoutMs of [20, 200, 2_000]) {
      const run = ModbusRun.live({ ...TWO_READINGS, timeoutMs });
      run.pass(10_000);
      let lost = 0;
      run.says.set(1, (request, nowMs) => (lost++ === 0 ? null : run.answer(request, nowMs)));
      run.pass(1);
      run.on.add('1/0');
      run.on.add('1/300');
      run.pass(5 * timeoutMs + 1_000);
      expect(new Set(run.presses())).toEqual(new Set([0, 1]));
    }
  });

  it('say what they have not got once they can be told apart', () => {
    const run = new ModbusRun(TWO_READINGS);
    run.says.set(1, (request, nowMs) =>
      request.kind === 'read' && request.first === 300
        ? { kind: 'exception', code: 2 }
        : run.answer(request, nowMs),
    );
    run.step({ type: 'verify' });
    run.pass(1_000);
    expect(run.told()).toEqual([
      {
        type: 'refused',
        detail:
          'Unit 1 has no discrete input 300 (exception 2); check the addresses, which count from 0.',
      },
    ]);
  });

  it('are never taken for each other, however slow their unit is and what of its answers gets lost', () => {
    const takes = fc.array(fc.constantFrom(5, 15, 30, 190, 210, 230, 390, 430, 'lost'), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(takes, (script) => {
        const run = ModbusRun.live(TWO_READINGS);
        run.on.add('1/0');
        run.pass(500);
        run.told();
        const words = [...script];
        let takesMs = 5;
        run.says.set(1, (request, nowMs) => {
          const word = words.shift() ?? 5;
          takesMs = typeof word === 'number' ? word : 5;
          return word === 'lost' ? null : run.answer(request, nowMs);
        });
        run.takesMs.set(1, () => takesMs);
        run.pass(60_000);
        expect(run.presses()).toEqual([]);
      }),
      { numRuns: 100 },
    );
  }, 30_000);

  it.each([205, 230, 410, 500, 650, 900])(
    'are never taken for each other by a unit that always takes %i ms',
    (takesMs) => {
      const run = ModbusRun.live(TWO_READINGS);
      run.on.add('1/0');
      run.pass(500);
      run.told();
      run.takesMs.set(1, () => takesMs);
      run.pass(60_000);
      expect(run.presses()).toEqual([]);
    },
  );
});

describe('Modbus outputs', () => {
  it('are all switched off when the box is there, and then for as long as they are told', () => {
    const run = new ModbusRun(OUTPUTS);
    run.step({ type: 'verify' });
    run.pass(500);
    expect(run.told()[0]).toMatchObject({
      box: { outputs: { lamps: true, buzzer: false, beacon: true } },
    });
    expect(run.switched()).toEqual(['1/4 off', '9/0 off']);
    run.asked.length = 0;
    run.step({ type: 'signal', signal: { kind: 'lamp', button: 0, durationMs: 300 } });
    run.step({ type: 'signal', signal: { kind: 'beacon', durationMs: 5_000 } });
    run.step({ type: 'signal', signal: { kind: 'buzzer', durationMs: 5_000 } });
    run.step({ type: 'signal', signal: { kind: 'lamp', button: 1, durationMs: 5_000 } });
    run.pass(400);
    expect(run.switched()).toEqual(['1/4 on', '9/0 on', '1/4 off']);
    run.step({ type: 'signal', signal: { kind: 'beacon', durationMs: 0 } });
    run.pass(100);
    expect(run.switched()).toEqual(['1/4 on', '9/0 on', '1/4 off', '9/0 off']);
  });

  it('are switched between the questions, never instead of them', () => {
    const run = ModbusRun.live({ ...OUTPUTS, pollMs: 5 });
    run.step({ type: 'signal', signal: { kind: 'lamp', button: 0, durationMs: 5_000 } });
    run.step({ type: 'signal', signal: { kind: 'beacon', durationMs: 5_000 } });
    run.pass(100);
    expect(run.asked.slice(0, 5).map(({ request }) => request.kind)).toEqual([
      'write',
      'read',
      'write',
      'read',
      'read',
    ]);
  });

  it('are tried three times, and then it is said that their unit does not answer', () => {
    const run = ModbusRun.live(OUTPUTS);
    run.says.set(9, () => null);
    run.step({ type: 'signal', signal: { kind: 'beacon', durationMs: 60_000 } });
    run.pass(5_000);
    expect(run.switched()).toEqual(['9/0 on', '9/0 on', '9/0 on']);
    const told = run.told();
    expect(told.filter(({ type }) => type === 'report')).toHaveLength(3);
    expect(told.map(({ type }) => type)).toContain('alive');
  });

  it('say that a unit has no such coil, and leave it at that', () => {
    const run = ModbusRun.live(OUTPUTS);
    run.says.set(9, () => ({ kind: 'exception', code: 2 }));
    run.step({ type: 'signal', signal: { kind: 'beacon', durationMs: 60_000 } });
    run.pass(1_000);
    expect(run.switched()).toEqual(['9/0 on']);
    expect(run.told()).toContainEqual({
      type: 'report',
      report: {
        kind: 'port-error',
        detail: 'Unit 9 has no coil 0 (exception 2); check the addresses, which count from 0.',
      },
    });
  });

  it('take the newest word for a coil when the line is slow', () => {
    const run = ModbusRun.live(OUTPUTS);
    run.says.set(9, () => null);
    run.step({ type: 'signal', signal: { kind: 'beacon', durationMs: 60_000 } });
    run.pass(10);
    run.step({ type: 'signal', signal: { kind: 'beacon', durationMs: 0 } });
    run.says.delete(9);
    run.pass(1_000);
    expect(run.switched()).toEqual(['9/0 on', '9/0 off']);
  });
});

describe('Modbus outputs while a module of their box does not answer', () => {
  const lit = (): ModbusRun => {
    const run = ModbusRun.live({ ...TWO_MODULES, ...OUTPUTS });
    run.step({ type: 'signal', signal: { kind: 'lamp', button: 0, durationMs: 6_000 } });
    run.pass(1_000);
    run.says.set(2, () => null);
    run.pass(3_000);
    run.asked.length = 0;
    run.step({ type: 'verify' });
    return run;
  };

  it('go off when their time is over', () => {
    const run = lit();
    run.pass(1_000);
    expect(run.switched()).toEqual([]);
    run.pass(2_000);
    expect(run.switched()).toEqual(['1/4 off']);
  });

  it('go off when they are told to, and are not switched on', () => {
    const run = lit();
    run.step({ type: 'signal', signal: { kind: 'beacon', durationMs: 60_000 } });
    run.step({ type: 'signal', signal: { kind: 'lamp', button: 0, durationMs: 60_000 } });
    run.pass(1_000);
    run.step({ type: 'signal', signal: { kind: 'lamp', button: 0, durationMs: 0 } });
    run.pass(1_000);
    expect(run.switched()).toEqual(['1/4 off']);
  });

  it('are still switched off when the line is verified before that was done', () => {
    const run = ModbusRun.live({ ...TWO_MODULES, ...OUTPUTS });
    run.says.set(2, () => null);
    run.step({ type: 'signal', signal: { kind: 'beacon', durationMs: 60_000 } });
    run.step({ type: 'signal', signal: { kind: 'lamp', button: 0, durationMs: 0 } });
    run.step({ type: 'verify' });
    run.pass(1_000);
    expect(run.switched()).toEqual(['1/4 off']);
  });

  it('are not written to before their box was ever there', () => {
    const run = new ModbusRun({ ...TWO_MODULES, ...OUTPUTS });
    run.says.set(2, () => null);
    run.step({ type: 'verify' });
    run.pass(500);
    run.step({ type: 'signal', signal: { kind: 'lamp', button: 0, durationMs: 0 } });
    run.pass(1_000);
    expect(run.switched()).toEqual([]);
  });

  it.each([
    ['while it is asked', 1_000],
    ['after it was given up', 10_000],
  ])('are switched off when the line is let go of %s', (_, afterMs) => {
    const run = ModbusRun.live({ ...TWO_MODULES, ...OUTPUTS });
    run.step({ type: 'signal', signal: { kind: 'lamp', button: 0, durationMs: 60_000 } });
    run.pass(1_000);
    run.says.set(2, () => null);
    run.step({ type: 'verify' });
    run.pass(afterMs);
    run.asked.length = 0;
    run.step({ type: 'leave' });
    run.pass(5_000);
    expect(run.asked.map(({ request }) => request)).toEqual([
      { kind: 'write', unit: 1, coil: 4, on: false },
    ]);
  });
});

describe('a Modbus line that is let go of', () => {
  const letGo = (run: ModbusRun): readonly string[] => {
    run.asked.length = 0;
    run.step({ type: 'leave' });
    run.pass(5_000);
    expect(run.asked.every(({ request }) => request.kind === 'write')).toBe(true);
    return run.switched();
  };

  it('has its coils switched off that are on, and nothing is asked any more', () => {
    const run = ModbusRun.live(OUTPUTS);
    expect(letGo(run)).toEqual([]);

    const lit = ModbusRun.live(OUTPUTS);
    lit.step({ type: 'signal', signal: { kind: 'beacon', durationMs: 60_000 } });
    lit.step({ type: 'signal', signal: { kind: 'lamp', button: 0, durationMs: 100 } });
    lit.pass(1_000);
    expect(letGo(lit)).toEqual(['9/0 off']);
    lit.told();
    lit.press('1/0');
    expect(lit.told()).toEqual([]);
  });

  it('switches off what it was about to switch', () => {
    const run = ModbusRun.live(OUTPUTS);
    run.says.set(9, () => null);
    run.step({ type: 'signal', signal: { kind: 'beacon', durationMs: 60_000 } });
    run.step({ type: 'signal', signal: { kind: 'lamp', button: 0, durationMs: 60_000 } });
    run.step({ type: 'signal', signal: { kind: 'lamp', button: 0, durationMs: 0 } });
    run.says.delete(9);
    expect(letGo(run)).toEqual(['1/4 off', '9/0 off']);
  });

  it('tries three times with a unit that does not answer', () => {
    const run = ModbusRun.live(OUTPUTS);
    run.step({ type: 'signal', signal: { kind: 'beacon', durationMs: 60_000 } });
    run.pass(1_000);
    run.says.set(9, () => null);
    expect(letGo(run)).toEqual(['9/0 off', '9/0 off', '9/0 off']);
  });

  it('is not written to before its box is there', () => {
    const run = new ModbusRun({ ...OUTPUTS, ...TWO_MODULES });
    run.says.set(2, () => null);
    run.step({ type: 'verify' });
    run.pass(1_000);
    expect(letGo(run)).toEqual([]);
  });
});

describe('patience with Modbus modules', () => {
  it('is that of other boxes on an ordinary line', () => {
    expect(modbusPatience(modbusConfiguration(TWO_MODULES))).toEqual({
      verifyWithinMs: 5_000,
      staleAfterMs: 3_000,
      heldUpAfterMs: null,
      reopenAfterMs: 5_000,
      retryDelaysMs: [250, 500, 1_000, 2_000, 5_000],
    });
  });

  it('grows with what the line needs for one round and with the time an answer may take', () => {
    const slow = modbusPatience(modbusConfiguration({ baudRate: 300, timeoutMs: 2_000 }));
    expect(slow.staleAfterMs).toBeGreaterThan(2 * 2_000 + 3 * 500);
    expect(slow.verifyWithinMs).toBeGreaterThanOrEqual(5_000);
  });
});
