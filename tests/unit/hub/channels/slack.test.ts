import { describe, expect, it } from 'vitest';
import type { OutgoingRequest } from '../../../../hub/channels/outgoing-request.ts';
import { createSlackChannel } from '../../../../hub/channels/slack.ts';
import type { Notice } from '../../../../hub/notices/notice.ts';

async function sent(notice: Partial<Notice>): Promise<{ text: string; blocks: unknown[] }> {
  const requests: OutgoingRequest[] = [];
  const slack = createSlackChannel(
    async (request) => {
      requests.push(request);
      return { kind: 'answered', status: 200, retryAfterMs: null, body: 'ok' };
    },
    () => 0.5,
  );
  await slack.send(
    {
      id: 'id',
      topic: 'test',
      organizationId: 'us',
      language: 'en',
      isUrgent: false,
      title: 'Red press · Tools & <More>',
      lines: ['3 presses, <!channel>'],
      action: { label: 'Open', url: 'https://hub.example/alerts' },
      content: { kind: 'test' },
      atMs: 0,
      ...notice,
    },
    { url: 'https://hooks.slack.example/services/T/B/x' },
    new AbortController().signal,
  );
  return JSON.parse(String(requests[0]?.body)) as { text: string; blocks: unknown[] };
}

describe('A message to Slack', () => {
  it('cannot be made to mention anybody by the name of a place', async () => {
    const { text, blocks } = await sent({});
    expect(text).toBe('Red press · Tools &amp; &lt;More&gt;\n3 presses, &lt;!channel&gt;');
    expect(blocks[0]).toMatchObject({
      text: { type: 'plain_text', text: 'Red press · Tools & <More>' },
    });
    expect(blocks[1]).toMatchObject({ text: { text: '3 presses, &lt;!channel&gt;' } });
  });

  it('stays within what a block may hold, and whole in what it escapes', async () => {
    const lines = Array.from({ length: 400 }, (_, index) => `${index} <&>`);
    const { blocks } = await sent({ title: 'x'.repeat(400), lines });
    const [header, section] = blocks as { text: { text: string } }[];
    expect(header?.text.text.length).toBe(150);
    expect(section?.text.text.length).toBeLessThanOrEqual(3_000);
    expect(section?.text.text).toMatch(/ &lt;&amp;&gt;$/);
  });
});
