import type { Notice } from '../notices/notice.ts';
import type { Channel, SendOutcome } from './channel.ts';
import { outcomeOf } from './http-outcome.ts';
import type { OutgoingReply, PostOutside } from './outgoing-request.ts';
import { retryBySchedule } from './retry-schedule.ts';

export type SlackAddress = { readonly url: string };

/** Of Block Kit: https://docs.slack.dev/reference/block-kit/blocks/header-block and …/section-block. */
const MAX_HEADER = 150;
const MAX_SECTION = 3_000;
/** https://docs.slack.dev/reference/block-kit/block-elements/button-element */
const MAX_BUTTON = 75;
/** Half an hour later nobody helps by it any more. */
const RETRY_AFTER_MS = [5_000, 30_000, 2 * 60_000, 10 * 60_000, 30 * 60_000];
/**
 * What Slack answers where it takes no message any more; the webhook was removed, or its channel or team is gone. See
 * https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks#handling_errors and
 * https://api.slack.com/changelog/2016-05-17-changes-to-errors-for-incoming-webhooks.
 */
const GONE = new Set([
  'no_service',
  'no_team',
  'no_active_hooks',
  'team_disabled',
  'invalid_token',
  'channel_not_found',
  'channel_is_archived',
]);
const REFUSED = new Set([
  'invalid_payload',
  'invalid_blocks',
  'invalid_blocks_format',
  'no_text',
  'user_not_found',
  'action_prohibited',
  'posting_to_general_channel_denied',
  'too_many_attachments',
]);

/**
 * A Slack incoming webhook (https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks). Slack knows no
 * ids of messages: one that is sent again after a crash is shown twice.
 */
export function createSlackChannel(
  postOutside: PostOutside,
  random: () => number,
): Channel<SlackAddress> {
  return {
    kind: 'slack',
    retryDelayMs: retryBySchedule(RETRY_AFTER_MS, random),
    async send(notice, { url }, signal) {
      const reply = await postOutside(
        {
          url,
          headers: { 'content-type': 'application/json; charset=utf-8' },
          body: JSON.stringify(messageOf(notice)),
        },
        signal,
      );
      return outcomeOfSlack(reply);
    },
  };
}

function outcomeOfSlack(reply: OutgoingReply): SendOutcome {
  const said = reply.kind === 'answered' ? reply.body.trim() : '';
  if (GONE.has(said)) {
    return { kind: 'gone', error: `Slack answered ${said}.` };
  }
  if (REFUSED.has(said)) {
    return { kind: 'refused', error: `Slack answered ${said}.` };
  }
  // It is Slack's way to say that nothing is there.
  if (reply.kind === 'answered' && reply.status === 404) {
    return { kind: 'gone', error: 'Slack answered 404.' };
  }
  return outcomeOf(reply);
}

function messageOf(notice: Notice): object {
  return {
    // What notifications show, and programs without blocks.
    text: escapeText([notice.title, ...notice.lines].join('\n')),
    blocks: [
      { type: 'header', text: plain(notice.title, MAX_HEADER) },
      ...(notice.lines.length === 0
        ? []
        : [
            {
              type: 'section',
              text: { type: 'mrkdwn', text: shortEnough(notice.lines.map(escapeText).join('\n')) },
            },
          ]),
      {
        type: 'actions',
        elements: [
          {
            type: 'button',
            text: plain(notice.action.label, MAX_BUTTON),
            url: notice.action.url,
            ...(notice.isUrgent ? { style: 'primary' } : {}),
          },
        ],
      },
    ],
  };
}

function plain(text: string, length: number): object {
  return { type: 'plain_text', text: text.slice(0, length), emoji: false };
}

/** Cut between lines: within one it might break an escape. */
function shortEnough(text: string): string {
  return text.length <= MAX_SECTION ? text : text.slice(0, text.lastIndexOf('\n', MAX_SECTION));
}

/** https://docs.slack.dev/messaging/formatting-message-text#escaping */
function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
