import type { Page } from '@playwright/test';
import type { ChannelReply } from '../../contract/protocol/channels.ts';
import type { InvitationOffer, InvitationReply, Profile } from '../../contract/protocol/people.ts';
import { delivery, fillSettings, shopId } from './settings-shop.ts';
import type { FakeConsoleHub } from './fake-console-hub.ts';
import type { Scene } from './console-scene.ts';

const OFFER: InvitationOffer = {
  organization: 'Winkel van Morgen',
  invitedBy: 'Anna de Vries',
  email: 'sam@example.com',
  takes: 'new-account',
};

const PROFILE: Profile = {
  language: 'nl',
  email: true,
  push: true,
  quiet: {
    timeZone: 'Europe/Amsterdam',
    weekly: [1, 2, 3, 4, 5, 6, 7].flatMap((day) => [
      { day, from: '00:00', until: day > 5 ? '09:00' : '07:00' },
      { day, from: '22:00', until: '24:00' },
    ]),
  },
};

async function openInvitation(
  page: Page,
  hub: FakeConsoleHub,
  offer: InvitationOffer = OFFER,
): Promise<void> {
  hub.on('POST /v1/invitations/offer', () => ({ status: 200, body: offer }));
  await page.goto(`${hub.url}/join#the-token`);
  await page.locator('input[name=password]').waitFor();
}

async function openProfile(page: Page, hub: FakeConsoleHub, profile = PROFILE): Promise<void> {
  hub.on('GET /v1/me/profile', () => ({ status: 200, body: { profile, hasMail: true } }));
  hub.on('GET /v1/me/push', () => ({
    status: 200,
    body: {
      publicKey:
        'BDd3_hVL9fZi9Ybo2UUzA284WG5FZR30_95YeZJsiApwXKpNcF1rRPF3foIiBHXRdJI2Qhumhf6_LFTeZaNndIo',
      devices: [
        {
          id: '0195c0de-0000-7000-8000-000000000d01',
          name: 'Chrome, Android',
          createdAtMs: Date.now() - 9 * 86_400_000,
        },
      ],
    },
  }));
  await page.goto(`${hub.url}/profile`);
  await page.locator('.form').waitFor();
}

/** A page of the settings, on a shop. */
async function openSettings(page: Page, hub: FakeConsoleHub, path: string): Promise<void> {
  fillSettings(hub);
  await page.goto(`${hub.url}/settings${path}`);
  await page.locator('.settings__main h1').waitFor();
}

/** A page that is there once this is. */
function settingsScene(name: string, path: string, waitFor: string): Scene {
  return {
    name: `settings-${name}`,
    signIn: true,
    async play(page, hub) {
      await openSettings(page, hub, path);
      await page.locator(waitFor).first().waitFor();
    },
  };
}

/** Every state of the settings, the profile and the page of an invitation worth a picture. */
export const SETTINGS_SCENES: readonly Scene[] = [
  {
    name: 'join',
    signIn: false,
    play: (page, hub) => openInvitation(page, hub),
  },
  {
    name: 'join-account',
    signIn: false,
    play: (page, hub) => openInvitation(page, hub, { ...OFFER, takes: 'password' }),
  },
  {
    name: 'join-either',
    signIn: false,
    play: (page, hub) => openInvitation(page, hub, { ...OFFER, takes: 'either' }),
  },
  {
    name: 'join-short-password',
    signIn: false,
    async play(page, hub) {
      await openInvitation(page, hub);
      await page.locator('input[name=name]').fill('Sam Jansen');
      await page.locator('input[name=password]').fill('short');
      await page.locator('button[type=submit]').click();
      await page.locator('.mantine-InputWrapper-error, [data-error]').first().waitFor();
    },
  },
  {
    name: 'join-wrong-password',
    signIn: false,
    async play(page, hub) {
      await openInvitation(page, hub, { ...OFFER, takes: 'password' });
      hub.on('POST /v1/invitations/accept', () => ({ status: 401 }));
      await page.locator('input[name=password]').fill('not this one');
      await page.locator('button[type=submit]').click();
      await page.locator('[data-shown=true]').waitFor();
    },
  },
  {
    name: 'join-accepted',
    signIn: false,
    async play(page, hub) {
      await openInvitation(page, hub);
      hub.on('POST /v1/invitations/accept', () => ({
        status: 200,
        body: { success: true },
        signsIn: true,
      }));
      await page.locator('input[name=name]').fill('Sam Jansen');
      await page.locator('input[name=password]').fill('a short sentence');
      await page.locator('button[type=submit]').click();
      await page.waitForURL('**/alerts');
      await page.locator('[data-connection="live"]').waitFor();
    },
  },
  {
    name: 'join-gone',
    signIn: false,
    async play(page, hub) {
      hub.on('POST /v1/invitations/offer', () => ({ status: 404 }));
      await page.goto(`${hub.url}/join#the-token`);
      await page.locator('.sign-in__lead').waitFor();
    },
  },
  { name: 'profile', signIn: true, play: (page, hub) => openProfile(page, hub) },
  {
    name: 'profile-push',
    signIn: true,
    async play(page, hub) {
      await page.context().grantPermissions(['notifications']);
      await openProfile(page, hub);
      await page.locator('.this-device button').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'profile-saved',
    signIn: true,
    async play(page, hub) {
      await openProfile(page, hub, { ...PROFILE, quiet: null });
      hub.on('PUT /v1/me/profile', (sent) => ({
        status: 200,
        body: { profile: sent, hasMail: true },
      }));
      await page.getByRole('switch').nth(2).check();
      await page.locator('button[type=submit]').click();
      await page.locator('.form__saved:not(:empty)').waitFor();
    },
  },
  {
    name: 'profile-leave',
    signIn: true,
    async play(page, hub) {
      await openProfile(page, hub);
      await page.getByRole('switch').first().uncheck();
      await page.locator('a[href="/alerts"]').click();
      await page.getByRole('dialog').waitFor();
    },
  },
  settingsScene('list', '', '.sections'),
  settingsScene('rules', '/rules', '.card'),
  settingsScene('rule', `/rules/${shopId(51)}`, '.form'),
  settingsScene('escalation', '/escalation', '.card'),
  settingsScene('policy', `/escalation/${shopId(21)}`, '.level'),
  settingsScene('channels', '/channels', '.card'),
  settingsScene('channel', `/channels/${shopId(42)}`, '.form'),
  settingsScene('messages', '/messages', '.message'),
  settingsScene('people', '/people', '.card'),
  settingsScene('person', `/people/${shopId(33)}`, '.grant'),
  settingsScene('places', '/places', '.tree'),
  settingsScene('place', `/places/${shopId(3)}`, '.week'),
  {
    name: 'settings-none',
    signIn: true,
    async play(page, hub) {
      fillSettings(hub);
      hub.on('GET /v1/channels', () => ({ status: 200, body: { channels: [] } }));
      await page.goto(`${hub.url}/settings/channels`);
      await page.locator('.settings__none').waitFor();
    },
  },
  {
    name: 'settings-unreachable',
    signIn: true,
    async play(page, hub) {
      fillSettings(hub);
      await page.goto(`${hub.url}/settings`);
      await page.locator('.sections').waitFor();
      hub.setReachable(false);
      await page.locator('.sections a').first().click();
      await page.locator('.notice').first().waitFor();
    },
  },
  {
    name: 'settings-forbidden',
    signIn: true,
    async play(page, hub) {
      await page.goto(`${hub.url}/settings/rules`);
      await page.locator('.settings__main').waitFor();
    },
  },
  {
    name: 'settings-rule-scope',
    signIn: true,
    async play(page, hub) {
      await openSettings(page, hub, `/rules/${shopId(53)}`);
      await page.locator('.tree').first().scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'settings-rule-tried',
    signIn: true,
    async play(page, hub) {
      await openSettings(page, hub, `/rules/${shopId(51)}`);
      await page.locator('.dry-run__ask button').click();
      await page.locator('.bars').waitFor();
      await page.locator('.bars').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'settings-rule-versions',
    signIn: true,
    async play(page, hub) {
      await openSettings(page, hub, `/rules/${shopId(51)}`);
      await page.locator('details.sheet summary').click();
      await page.locator('details.sheet .row').nth(1).waitFor();
      await page.locator('details.sheet .row').nth(1).scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'settings-rule-conflict',
    signIn: true,
    async play(page, hub) {
      await openSettings(page, hub, `/rules/${shopId(51)}`);
      hub.on(`PUT /v1/alert-rules/${shopId(51)}`, () => ({
        status: 409,
        body: {
          type: 'changed-meanwhile',
          title: 'Somebody else changed or deleted this meanwhile.',
          status: 409,
          detail: 'Load it again, and make your change to what is there now.',
        },
      }));
      await page.locator('input[name=name]').fill('Another name');
      await page.locator('button[type=submit]').click();
      await page.locator('.form__failure .control').waitFor();
    },
  },
  {
    name: 'settings-rule-faults',
    signIn: true,
    async play(page, hub) {
      await openSettings(page, hub, '/rules/new');
      await page.locator('.input--number').first().fill('1');
      await page.locator('button[type=submit]').click();
      await page.locator('[aria-invalid=true]:focus').waitFor();
    },
  },
  {
    name: 'settings-channel-secret',
    signIn: true,
    async play(page, hub) {
      await openSettings(page, hub, '/channels/new');
      hub.on('POST /v1/channels', () => ({ status: 200, body: madeWebhook() }));
      await page.locator('select').first().selectOption('webhook');
      await page.locator('input[name=name]').fill('Kassasysteem');
      await page.locator('input[name=url]').fill('https://pos.example.com/glimlach');
      await page.locator('button[type=submit]').click();
      await page.locator('.copy').waitFor();
    },
  },
  {
    name: 'settings-channel-tested',
    signIn: true,
    async play(page, hub) {
      await openSettings(page, hub, '/channels');
      const sent = delivery(9, { channel: 'slack', to: '#winkel-utrecht', reason: 'test' });
      hub.on(`POST /v1/channels/${shopId(41)}/test`, () => ({
        status: 200,
        body: { delivery: { ...sent, state: 'queued', attempts: [] } },
      }));
      hub.on('GET /v1/deliveries', () => ({
        status: 200,
        body: { deliveries: [sent], before: null },
      }));
      await page.locator('.test button').first().click();
      await page.locator('[data-state=sent]').waitFor();
    },
  },
  {
    name: 'settings-message-tries',
    signIn: true,
    async play(page, hub) {
      await openSettings(page, hub, '/messages');
      await page.locator('.message summary').nth(1).click();
      await page.locator('.tries').nth(1).waitFor();
    },
  },
  {
    name: 'settings-invited',
    signIn: true,
    async play(page, hub) {
      await openSettings(page, hub, '/people/invite');
      hub.on('POST /v1/people/invitations', () => ({ status: 200, body: sentInvitation() }));
      await page.locator('input[name=email]').fill('noor@example.com');
      await page.locator('button[type=submit]').click();
      await page.locator('.copy').waitFor();
    },
  },
  {
    name: 'settings-person-remove',
    signIn: true,
    async play(page, hub) {
      await openSettings(page, hub, `/people/${shopId(32)}`);
      await page.locator('.form__save .control[data-grave=true]').click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'settings-rota',
    signIn: true,
    async play(page, hub) {
      await openSettings(page, hub, `/places/${shopId(3)}`);
      await page.locator('.shift').first().waitFor();
      await page.locator('.shift').last().scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'settings-shift',
    signIn: true,
    async play(page, hub) {
      await openSettings(page, hub, `/places/${shopId(3)}`);
      await page.locator('.shift').first().click();
      await page.getByRole('dialog').waitFor();
    },
  },
];

function madeWebhook(): ChannelReply {
  return {
    channel: {
      id: shopId(43),
      kind: 'webhook',
      name: 'Kassasysteem',
      locationId: null,
      language: 'nl',
      enabled: true,
      perMinute: 30,
      origin: 'https://pos.example.com',
      goneAtMs: null,
      changedAtMs: Date.now(),
    },
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  };
}

function sentInvitation(): InvitationReply {
  return {
    invitation: {
      id: shopId(72),
      email: 'noor@example.com',
      grants: [{ role: 'staff', locationId: shopId(3) }],
      invitedBy: 'Anna de Vries',
      createdAtMs: Date.now(),
      expiresAtMs: Date.now() + 7 * 86_400_000,
    },
    url: 'https://glimlach.example.com/join#5f0cVnq3VZ0Yk0tTn1Qm0w9s8r7q6p5o4n3m2l1k0jA',
    mailed: false,
  };
}
