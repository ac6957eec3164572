import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import webPush from 'web-push';
import type { SendOutcome } from '../../../../hub/channels/channel.ts';
import { createDestinationGuard } from '../../../../hub/channels/destination-guard.ts';
import { createPostOutside } from '../../../../hub/channels/outgoing-request.ts';
import { createWebPushChannel } from '../../../../hub/channels/web-push.ts';
import { renderNotice } from '../../../../hub/notices/render-notice.ts';
import type { Notice, NoticeContent } from '../../../../hub/notices/notice.ts';
import { alertId, makeAlert } from '../../../support/alert-maker.ts';
import {
  startPushService,
  type PushService,
  type TestDevice,
} from '../../../support/push-service.ts';

const NOW = Date.parse('2026-11-20T13:15:00Z');
const vapid = webPush.generateVAPIDKeys();

let service: PushService;
let device: TestDevice;
beforeEach(async () => {
  service = await startPushService();
  device = service.subscribe(vapid.publicKey);
});
afterEach(async () => {
  await service.stop();
});

function render(content: NoticeContent): Notice {
  return renderNotice(content, {
    id: 'delivery',
    organizationId: 'organization',
    language: 'en',
    publicUrl: 'https://hub.example',
    timeZone: 'Europe/Amsterdam',
    atMs: NOW,
  });
}

async function send(notice: Notice, key = vapid): Promise<SendOutcome> {
  const post = createPostOutside(createDestinationGuard(['127.0.0.1']), () => NOW);
  const channel = createWebPushChannel(post, 'mailto:alerts@hub.example', () => 0.5);
  return channel.send(notice, { ...device.subscription, vapid: key }, new AbortController().signal);
}

const RED: NoticeContent = {
  kind: 'alert',
  reason: 'opened',
  level: 0,
  alert: makeAlert(7, { openedAtMs: NOW, lastPressAtMs: NOW }),
  waitsSinceMs: NOW,
};

describe('WebPushChannel', () => {
  it('tells a device of a red press at once, or not at all: two minutes later it is old', async () => {
    expect(await send(render(RED))).toEqual({ kind: 'sent' });
    expect(device.pushed).toEqual([
      {
        message: {
          title: 'Red press · Touchpoint 7, Utrecht Centrum',
          body: 'At 14:15 somebody pressed red.',
          url: `https://hub.example/alerts/${alertId(7)}`,
          topic: alertId(7),
          urgent: true,
          alertId: alertId(7),
          language: 'en',
        },
        ttlSeconds: 120,
        urgency: 'high',
        topic: alertId(7).replaceAll('-', ''),
        contact: 'mailto:alerts@hub.example',
      },
    ]);
  });

  it('lets what is not urgent wait for a device that is away', async () => {
    await send(render({ kind: 'catch-up', waiting: [RED.alert], handled: 0 }));
    expect(device.pushed).toMatchObject([
      { ttlSeconds: 14_400, urgency: 'normal', topic: 'catchup' },
    ]);
  });

  it('keeps to the size that every push service takes, by whole lines', async () => {
    const line = '€'.repeat(200);
    const notice: Notice = {
      ...render(RED),
      title: '€'.repeat(400),
      lines: Array.from({ length: 20 }, () => line),
    };
    expect(await send(notice)).toEqual({ kind: 'sent' });
    const { message } = device.pushed[0] ?? {};
    expect(Buffer.byteLength(JSON.stringify(message))).toBeLessThanOrEqual(3_072);
    expect(message?.body).toBe([line, line, line].join('\n'));
  });

  it.each([
    [404, 'gone'],
    [410, 'gone'],
    [400, 'refused'],
    [413, 'refused'],
    [500, 'failed'],
    [502, 'failed'],
    [301, 'failed'],
  ])('takes an answer of %i as %s', async (status, kind) => {
    device.answer(status);
    expect(await send(render(RED))).toMatchObject({ kind });
  });

  it('waits as long as it is asked to', async () => {
    device.answer(429, { 'retry-after': '90' });
    expect(await send(render(RED))).toMatchObject({ kind: 'failed', retryAfterMs: 90_000 });
  });

  it('is refused under a key that the browser did not subscribe with', async () => {
    expect(await send(render(RED), webPush.generateVAPIDKeys())).toEqual({
      kind: 'refused',
      error: 'The push service answered 403 to the hub’s signature.',
    });
    expect(device.pushed).toEqual([]);
  });
});
