import type { AppTransaction } from '../database/database.ts';
import type { DeliveryRow, DeliveryWay, DeliveryWays } from '../deliveries/delivery-way.ts';
import type { Mailer } from '../mail/mailer.ts';
import { readProfiles } from '../people/profiles.ts';
import type { Profile } from '../../contract/protocol/people.ts';
import { findSubscription } from '../push/push-devices.ts';
import { findPushKey } from '../push/push-keys.ts';
import type { KeySafe } from '../sealing/key-safe.ts';
import type { SendOutcome } from './channel.ts';
import { createEmailChannel } from './email.ts';
import type { PostOutside } from './outgoing-request.ts';
import { createWebPushChannel } from './web-push.ts';

const NO_MAIL_SERVER: SendOutcome = {
  kind: 'refused',
  error: 'This hub has no mail server: SMTP_URL is not set.',
};

/** E-mail and web push, which belong to people: each says in their profile how they want to be told. */
export function createPersonalWays({
  mailer,
  keySafe,
  postOutside,
  contact,
  publicUrl,
  random,
}: {
  readonly mailer: Mailer | null;
  readonly keySafe: KeySafe;
  readonly postOutside: PostOutside;
  /** See `createWebPushChannel`. */
  readonly contact: string;
  /** Origin of the console. */
  readonly publicUrl: string;
  /** Uniform in [0, 1). */
  readonly random: () => number;
}): Pick<DeliveryWays, 'email' | 'push'> {
  const email = createEmailChannel(
    mailer ?? { send: async () => NO_MAIL_SERVER },
    publicUrl,
    random,
  );
  const push = createWebPushChannel(postOutside, contact, random);

  const emailWay: DeliveryWay = {
    retryDelayMs: email.retryDelayMs,
    async findDestination(transaction, delivery) {
      const profile = await findProfile(transaction, delivery);
      const member = await transaction
        .selectFrom('members')
        .where('user_id', '=', delivery.userId)
        .select('email')
        .executeTakeFirst();
      if (profile === null || member === undefined || member.email === '') {
        return null;
      }
      return {
        language: profile.language,
        perMinute: null,
        send: (notice, signal) => email.send(notice, { email: member.email }, signal),
      };
    },
    // No answer of a mail server says that of an address.
    forget: async () => undefined,
  };

  const pushWay: DeliveryWay = {
    retryDelayMs: push.retryDelayMs,
    async findDestination(transaction, delivery) {
      const { organizationId, targetId } = delivery;
      const profile = await findProfile(transaction, delivery);
      const subscription = await findSubscription(transaction, organizationId, targetId, keySafe);
      const vapid = await findPushKey(transaction, { organizationId, keySafe });
      if (profile === null || subscription === null || vapid === null) {
        return null;
      }
      return {
        language: profile.language,
        perMinute: null,
        send: (notice, signal) => push.send(notice, { ...subscription, vapid }, signal),
      };
    },
    async forget(transaction, { targetId }) {
      await transaction.deleteFrom('push_devices').where('device_id', '=', targetId).execute();
    },
  };
  return { email: emailWay, push: pushWay };
}

/** Null: no member any more, or they turned this way off. What somebody asked for by hand goes all the same. */
async function findProfile(
  transaction: AppTransaction,
  { userId, channel, byHand }: DeliveryRow,
): Promise<Profile | null> {
  const profile =
    userId === null ? undefined : (await readProfiles(transaction, [userId])).get(userId);
  const isOn = channel === 'email' ? profile?.email : profile?.push;
  return profile !== undefined && (byHand || isOn === true) ? profile : null;
}
