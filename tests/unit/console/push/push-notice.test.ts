import { describe, expect, it } from 'vitest';
import { noticeOf, pathIn } from '../../../../console/service-worker/push-notice.ts';

const MESSAGE = {
  title: 'Checkout: somebody asks for help',
  body: 'Utrecht',
  url: 'https://glimlach.example/alerts/0195c0de-0000-7000-8000-000000000001',
  topic: '0195c0de-0000-7000-8000-000000000001',
  urgent: true,
  alertId: '0195c0de-0000-7000-8000-000000000001',
  language: 'nl',
};

const shown = (change: Partial<Record<keyof typeof MESSAGE, unknown>> = {}) =>
  noticeOf(JSON.stringify({ ...MESSAGE, ...change }));

describe('A push', () => {
  it('is shown with its words, in its language, in the place of the one before it', () => {
    const { title, options } = shown();
    expect(title).toBe(MESSAGE.title);
    expect(options).toMatchObject({
      body: 'Utrecht',
      lang: 'nl',
      tag: MESSAGE.topic,
      renotify: true,
      requireInteraction: true,
    });
  });

  it('is felt longer when it is urgent, and stays', () => {
    const urgent = shown().options;
    const other = shown({ urgent: false }).options;
    expect(urgent.vibrate.length).toBeGreaterThan(other.vibrate.length);
    expect([urgent.requireInteraction, other.requireInteraction]).toEqual([true, false]);
  });

  it.each([
    [MESSAGE.url, '/alerts/0195c0de-0000-7000-8000-000000000001'],
    ['/alerts?place=7', '/alerts?place=7'],
    ['https://elsewhere.example//evil.example', '/alerts'],
    ['http://[', '/alerts'],
  ])('leads into the console only: %s', (url, path) => {
    expect(pathIn(shown({ url }).options.data)).toBe(path);
  });

  it.each([null, '', 'no JSON', '{"title":"half"}'])(
    'is shown though it cannot be read, and leads to the board: %s',
    (text) => {
      const { title, options } = noticeOf(text);
      expect([title, pathIn(options.data)]).toEqual(['Glimlach', '/alerts']);
    },
  );
});
