import { describe, expect, it } from 'vitest';
import { createConfigurationTrial } from '../../../electron/configuration-trial.ts';

function onTrial() {
  const told: string[] = [];
  let nowMs = 0;
  let trying = true;
  const trial = createConfigurationTrial(
    {
      isOnTrial: () => trying,
      trialFailed: () => told.push('failed'),
      trialPassed: () => {
        trying = false;
        told.push('passed');
      },
    },
    () => nowMs,
  );
  const wellAt = (ms: number) => {
    nowMs = ms;
    trial.pageWell();
  };
  return { trial, told, wellAt };
}

describe('configuration trial', () => {
  it('is passed when a page has stood with it for twenty seconds', () => {
    const { told, wellAt } = onTrial();
    wellAt(1_000);
    wellAt(20_999);
    const before = [...told];
    wellAt(21_000);
    wellAt(60_000);
    expect([before, told]).toEqual([[], ['passed']]);
  });

  it('counts from the moment the configuration came into force, and anew for another page', () => {
    const { trial, told, wellAt } = onTrial();
    wellAt(0);
    wellAt(19_000);
    trial.begin();
    wellAt(21_000);
    trial.pageGone();
    wellAt(41_000);
    wellAt(60_000);
    expect(told).toEqual([]);
  });

  it('fails with a page that crashes, hangs, goes blank or never comes to life, and by nothing else', () => {
    const { trial, told } = onTrial();
    for (const trouble of ['frameless', 'flat', 'deaf', 'not-loaded'] as const) {
      trial.pageTrouble(trouble);
    }
    const others = [...told];
    for (const trouble of ['crashed', 'hung', 'blank', 'never-attached'] as const) {
      trial.pageTrouble(trouble);
    }
    expect([others, told]).toEqual([[], ['failed', 'failed', 'failed', 'failed']]);
  });

  it('says nothing of a configuration that is on no trial', () => {
    const { trial, told, wellAt } = onTrial();
    wellAt(0);
    wellAt(20_000);
    told.length = 0;
    trial.pageTrouble('crashed');
    expect(told).toEqual([]);
  });
});
