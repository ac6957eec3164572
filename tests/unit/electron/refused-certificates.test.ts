import { describe, expect, it } from 'vitest';
import { tellRefusedCertificates } from '../../../electron/refused-certificates.ts';
import { memoryLog } from './memory-log.ts';

const HUB = 'https://hub.example.com';

function listening(hubOrigin: string | null = HUB) {
  const log = memoryLog();
  const told: unknown[] = [];
  const certificates = tellRefusedCertificates(hubOrigin, log, (refusal) => told.push(refusal));
  return { log, told, certificates };
}

describe('refused certificates', () => {
  it.each([
    ['net::ERR_CERT_DATE_INVALID', [{ reason: 'date' }]],
    ['net::ERR_CERT_AUTHORITY_INVALID', [{ reason: 'other' }]],
    ['net::ERR_CERT_COMMON_NAME_INVALID', [{ reason: 'other' }]],
    ['net::ERR_CONNECTION_REFUSED', []],
    ['net::ERR_ABORTED', []],
  ])('are told by what is wrong with them: %s', (error, expected) => {
    const { told, certificates } = listening();
    certificates.heard(`${HUB}/v1/events`, error);
    expect(told).toEqual(expected);
  });

  it('are told each time and logged once per reason', () => {
    const { log, told, certificates } = listening();
    for (const error of ['DATE', 'DATE', 'AUTHORITY', 'DATE']) {
      certificates.heard(`${HUB}/oauth/token`, `net::ERR_CERT_${error}_INVALID`);
    }
    const line = { level: 'error', what: 'hub-certificate-refused' };
    const date = { ...line, reason: 'date', error: 'net::ERR_CERT_DATE_INVALID' };
    const other = { ...line, reason: 'other', error: 'net::ERR_CERT_AUTHORITY_INVALID' };
    expect([told.length, log.lines]).toEqual([4, [date, other, date]]);
  });

  it('are nobody’s business elsewhere, or without a hub', () => {
    const { told, certificates } = listening();
    const none = listening(null);
    for (const url of ['https://hub.example.com.evil.test/', 'https://hub.example.com:8443/', '']) {
      certificates.heard(url, 'net::ERR_CERT_DATE_INVALID');
    }
    none.certificates.heard(`${HUB}/`, 'net::ERR_CERT_DATE_INVALID');
    expect([told, none.told]).toEqual([[], []]);
  });
});
