import { describe, expect, it } from 'vitest';
import { createAlertSource } from '../../../../console/alerts/alert-source.ts';
import { makeAlert } from '../../../support/alert-maker.ts';
import { FakeEventSource } from '../../../support/fake-event-source.ts';

function openFake(cursor = '41') {
  const sources: FakeEventSource[] = [];
  const told: unknown[] = [];
  const open = createAlertSource((address) => {
    const source = new FakeEventSource(address);
    sources.push(source);
    return source;
  });
  const close = open(cursor, {
    opened: () => told.push('opened'),
    heard: (alert) => told.push(alert),
    broke: () => told.push('broke'),
  });
  const [source] = sources;
  if (source === undefined) {
    throw new Error('No event source was made.');
  }
  return { source, told, close };
}

describe('AlertSource', () => {
  it('resumes after the cursor and tells whole alerts', () => {
    const { source, told } = openFake();
    source.open();
    source.message({ alert: makeAlert(1) });
    expect(source.address).toBe('/v1/stream?cursor=41');
    expect(told).toEqual(['opened', makeAlert(1)]);
  });

  it('breaks once, and closes rather than let the browser reconnect on its own', () => {
    const { source, told } = openFake();
    source.open();
    source.fail();
    source.fail();
    source.message({ alert: makeAlert(1) });
    expect(told).toEqual(['opened', 'broke']);
    expect(source.closed).toBe(true);
  });

  it('breaks on a message it cannot read, so that the board is loaded again', () => {
    const { source, told } = openFake();
    source.message({ alert: { id: 'not an alert' } });
    expect(told).toEqual(['broke']);
  });

  it('tells nothing once it is closed', () => {
    const { source, told, close } = openFake();
    close();
    source.open();
    source.message({ alert: makeAlert(1) });
    source.fail();
    expect(told).toEqual([]);
    expect(source.closed).toBe(true);
  });
});
