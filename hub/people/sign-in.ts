import { randomBytes } from 'node:crypto';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { PostgresDialect } from 'kysely';
import type { Pool } from 'pg';
import { kyselyPool } from '../database/kysely-pool.ts';
import type { Account } from './members.ts';

/** Somebody with a valid session. */
export type SignedIn = {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  /** `Set-Cookie` values that prolong the session; to be passed on where the reply can carry them. */
  readonly setCookies: readonly string[];
};

type NewUser = {
  readonly email: string;
  readonly name: string;
  readonly password: string;
  /** Whether the address is shown to be theirs. */
  readonly isVerified: boolean;
};

/** Passwords and sessions; the only place that knows the library and its schema `auth`. */
export type SignIn = {
  /** Answers what is mounted under {@link SIGN_IN_PATH}. */
  handle(request: Request): Promise<Response>;
  /**
   * Null when the cookies hold no valid session. Prolong a session only where the reply can carry the cookies: the
   * browser forgets its cookie when the one it has runs out, whatever the database says.
   */
  readSession(headers: Headers, how: { prolong: boolean }): Promise<SignedIn | null>;
  /** The account with this address, if there is one. */
  findAccount(email: string): Promise<Account | null>;
  /** @returns the account with this address; one that is there already keeps name and password. */
  ensureUser(user: NewUser): Promise<Account>;
  /**
   * Gives an account that was never shown to be its address's owner's to who has shown it now: another name and password,
   * and every session of before ends. One that was shown already stays as it is.
   */
  claimAccount(user: Omit<NewUser, 'isVerified'>): Promise<void>;
  /** Also ends every session of that user. @returns their id; null when nobody has this address. */
  setPassword(email: string, password: string): Promise<string | null>;
  /** With all its sessions; nothing is left of it here. */
  deleteAccount(userId: string): Promise<void>;
  /** @returns how many sessions were deleted. */
  deleteExpiredSessions(atMost: number): Promise<number>;
};

export const SIGN_IN_PATH = '/api/auth';

/** Header under which the hub itself tells the library who is calling; never taken from outside. */
export const CLIENT_ADDRESS_HEADER = 'x-glimlach-client-address';

/** Makes or brings up to date the tables of users and sessions. Run it while nobody else does. */
export async function migrateSignIn(pool: Pool): Promise<void> {
  const { runMigrations } = await getMigrations(optionsFor(pool, 'http://127.0.0.1', [], 'unused'));
  await runMigrations();
}

/**
 * @param publicUrl origin of the console.
 * @param ownOrigins every origin the console may be served from.
 */
export async function createSignIn(
  pool: Pool,
  publicUrl: string,
  ownOrigins: readonly string[],
): Promise<SignIn> {
  const secret = await readSecret(pool);
  const auth = betterAuth(optionsFor(pool, publicUrl, ownOrigins, secret));

  async function getSession(headers: Headers, prolong: boolean) {
    try {
      return await auth.api.getSession({
        headers,
        query: { disableRefresh: !prolong },
        returnHeaders: true,
      });
    } catch (error) {
      // The library hides what the database said; a database that is away says it again.
      await pool.query('select 1');
      throw error;
    }
  }

  async function findAccount(email: string): Promise<Account | null> {
    const { internalAdapter } = await auth.$context;
    const found = await internalAdapter.findUserByEmail(email.toLowerCase());
    return found === null ? null : accountOf(found.user);
  }

  async function createAccount(said: NewUser): Promise<Account> {
    const { internalAdapter, password: passwords } = await auth.$context;
    const hash = await passwords.hash(said.password);
    const user = await internalAdapter.createUser(
      { email: said.email.toLowerCase(), name: said.name, emailVerified: said.isVerified },
      { method: 'email-password' },
    );
    await internalAdapter.linkAccount({
      userId: user.id,
      providerId: 'credential',
      accountId: user.id,
      password: hash,
    });
    return accountOf(user);
  }

  return {
    findAccount,
    handle: (request) => auth.handler(request),
    async readSession(headers, { prolong }) {
      const { headers: replyHeaders, response } = await getSession(headers, prolong);
      if (response === null) {
        return null;
      }
      const { id, name, email } = response.user;
      return { userId: id, name, email, setCookies: replyHeaders.getSetCookie() };
    },
    async ensureUser(user) {
      const found = await findAccount(user.email);
      if (found !== null) {
        return found;
      }
      try {
        return await createAccount(user);
      } catch (error) {
        // Another request may have made it in between.
        const made = await findAccount(user.email);
        if (made === null) {
          throw error;
        }
        return made;
      }
    },
    async claimAccount({ email, name, password }) {
      const { internalAdapter, password: passwords } = await auth.$context;
      const found = await internalAdapter.findUserByEmail(email.toLowerCase());
      if (found === null || found.user.emailVerified) {
        return;
      }
      await internalAdapter.updatePassword(found.user.id, await passwords.hash(password));
      await internalAdapter.updateUser(found.user.id, { name, emailVerified: true });
      await internalAdapter.deleteUserSessions(found.user.id);
    },
    async setPassword(email, password) {
      const { internalAdapter, password: passwords } = await auth.$context;
      const found = await internalAdapter.findUserByEmail(email.toLowerCase());
      if (found === null) {
        return null;
      }
      await internalAdapter.updatePassword(found.user.id, await passwords.hash(password));
      // After the change: whoever still signs in with the old one before it is signed out as well.
      await internalAdapter.deleteUserSessions(found.user.id);
      return found.user.id;
    },
    async deleteAccount(userId) {
      const { internalAdapter } = await auth.$context;
      await internalAdapter.deleteUser(userId);
    },
    async deleteExpiredSessions(atMost) {
      const { rowCount } = await pool.query(
        `delete from auth.session where id in (
           select id from auth.session where "expiresAt" < now() limit $1 for update skip locked)`,
        [atMost],
      );
      return rowCount ?? 0;
    },
  };
}

function accountOf({
  id,
  name,
  email,
  emailVerified,
}: {
  id: string;
  name: string;
  email: string;
  emailVerified: boolean;
}): Account {
  return { userId: id, name, email, isVerified: emailVerified };
}

function optionsFor(pool: Pool, publicUrl: string, ownOrigins: readonly string[], secret: string) {
  return {
    appName: 'Glimlach',
    baseURL: publicUrl,
    basePath: SIGN_IN_PATH,
    secret,
    database: {
      dialect: new PostgresDialect({ pool: kyselyPool(pool) }),
      type: 'postgres' as const,
    },
    trustedOrigins: [...ownOrigins],
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10 },
    // The routes count failures themselves: the library's limit counts whoever succeeds as well.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'glimlach',
      useSecureCookies: publicUrl.startsWith('https:'),
      database: { generateId: 'uuid' as const },
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
    },
    // Its own log lines hold e-mail addresses; what matters of a failure is in the reply's status.
    logger: { disabled: true },
    // Otherwise it prints what the database said past the hub's log, e-mail addresses included.
    onAPIError: { throw: true },
    telemetry: { enabled: false },
  };
}

/** Every hub on a database signs cookies with the same secret; the first one to come makes it. */
async function readSecret(pool: Pool): Promise<string> {
  await pool.query(
    `insert into auth.secrets (name, value) values ('session', $1) on conflict (name) do nothing`,
    [randomBytes(32).toString('base64url')],
  );
  const { rows } = await pool.query<{ value: string }>(
    `select value from auth.secrets where name = 'session'`,
  );
  const secret = rows[0]?.value;
  if (secret === undefined) {
    throw new Error('The session secret is missing from auth.secrets although it was just made.');
  }
  return secret;
}
