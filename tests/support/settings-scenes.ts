import type { Page } from '@playwright/test';
import type { InvitationOffer, Profile } from '../../contract/protocol/people.ts';
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
  hub.on('GET /v1/invitations/the-token', () => ({ status: 200, body: offer }));
  await page.goto(`${hub.url}/join/the-token`);
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
      hub.on('POST /v1/invitations/the-token/accept', () => ({ status: 401 }));
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
      hub.on('POST /v1/invitations/the-token/accept', () => ({
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
      hub.on('GET /v1/invitations/the-token', () => ({ status: 404 }));
      await page.goto(`${hub.url}/join/the-token`);
      await page.locator('.sign-in__lead').waitFor();
    },
  },
  { name: 'profile', signIn: true, play: (page, hub) => openProfile(page, hub) },
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
];
