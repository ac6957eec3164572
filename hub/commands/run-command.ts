import { open, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Administration } from '../administration.ts';
import { ConfigError } from '../config-error.ts';
import { UnknownPlaceError } from '../publishing/known-places.ts';
import { readConfigureFile, type Configure } from './configure-file.ts';
import type { HubCommand } from './hub-command.ts';

/** A command, ready to be run by a hub. */
export type HubTask = {
  /** The hub takes its secret for the right one from now on. */
  readonly replaceSecret: boolean;
  /** @returns what to print: one line of what was done, or what was asked for. */
  run(administration: Administration): Promise<string>;
};

/**
 * Looks at what can be looked at before the database is touched.
 *
 * @param folder that files are named from.
 * @throws ConfigError in one line, as does running it.
 */
export async function prepareCommand(command: HubCommand, folder: string): Promise<HubTask> {
  switch (command.kind) {
    case 'rebuild-rollups': {
      const { organizationId, days } = command;
      return task(async (administration) => {
        const events = await administration.rebuildRollups(organizationId, days);
        return `Made the rollups of ${days.from} to ${days.through} anew; read ${events} events.`;
      });
    }
    case 'rotate-sealing-key': {
      const { organizationId } = command;
      return task(async (administration) => {
        const { kid } = await administration.rotateSealingKey(organizationId);
        return `Terminals seal to the new key ${kid} as soon as they have heard of it.`;
      });
    }
    case 'replace-secret':
      return {
        replaceSecret: true,
        run: async () =>
          'The hub goes on with its secret as it is now. What was sealed under another one cannot be opened without that one.',
      };
    case 'forget': {
      const { email } = command;
      return task(async (administration) => {
        const outcome = await administration.forgetPerson(email);
        switch (outcome.kind) {
          case 'unknown':
            throw new ConfigError(
              `Nothing was changed. There is no account with the address ${email}.`,
            );
          case 'last-admin':
            throw new ConfigError(
              `Nothing was changed. ${email} is the only admin of ${outcome.organization}; make somebody else one first.`,
            );
          case 'forgotten':
            return `${email} is forgotten: the account, its sessions and devices, the messages to it, and the name in every history.`;
        }
      });
    }
    case 'configure': {
      const configure = await readConfigureFile(resolve(folder, command.file));
      return task(async (administration) => publish(administration, configure));
    }
    case 'invite': {
      const { email, organization, role, location, language } = command;
      return task(async (administration) => {
        const made = 'newName' in organization;
        const organizationId = made
          ? await administration.createOrganization({ name: organization.newName })
          : organization.id;
        const url = await administration.inviteMember(organizationId, {
          email,
          role,
          language,
          ...(location === null ? {} : { location }),
        });
        const first = made ? `${organization.newName} has the id ${organizationId}.\n\n` : '';
        return `${first}${url}\n\nHand this link to ${email}; it works once, within 7 days.`;
      });
    }
    case 'survey-link': {
      const { organizationId, does } = command;
      return task(async (administration) => {
        if ('revoke' in does) {
          if (!(await administration.revokeSurveyLink(organizationId, does.revoke))) {
            throw new ConfigError(
              `Nothing was changed. The organization has no survey link ${does.revoke}.`,
            );
          }
          return `${does.revoke} leads to a page from now on that says that it has ended.`;
        }
        if ('renewStartCode' in does) {
          if (!(await administration.renewStartCode(organizationId, does.renewStartCode))) {
            throw new ConfigError(
              `Nothing was changed. No terminal of the touchpoint ${does.renewStartCode} has shown a start code yet.`,
            );
          }
          return 'The start codes shown so far have ended. Terminals fetch another one with their next heartbeat.';
        }
        const { touchpointId, language } = does.make;
        const { url, snippet } = await administration.createSurveyLink(
          organizationId,
          touchpointId,
          language,
        );
        return `${url}\n\nFor an e-mail, as HTML:\n\n${snippet}`;
      });
    }
    case 'provision': {
      const { organizationId, touchpointId } = command;
      const out = resolve(folder, command.out);
      return task(async (administration) =>
        writeNew(out, async () => {
          const provisioning = await administration.provisionTerminal(organizationId, touchpointId);
          const name = provisioning.terminal?.configuration.terminal.name ?? '';
          return {
            text: `${JSON.stringify(provisioning, null, 2)}\n`,
            said: `${out} sets ${name} up for ${provisioning.hubUrl}. It is as secret as a password, and for one terminal.`,
          };
        }),
      );
    }
  }
}

function task(run: HubTask['run']): HubTask {
  return {
    replaceSecret: false,
    run: async (administration) => {
      try {
        return await run(administration);
      } catch (error) {
        throw error instanceof UnknownPlaceError
          ? new ConfigError(`Nothing was changed. ${error.message}.`)
          : error;
      }
    },
  };
}

async function publish(
  administration: Administration,
  { organizationId, publication }: Configure,
): Promise<string> {
  const { version, questionnaires } = await administration.publishConfiguration(
    organizationId,
    publication,
  );
  const asked = questionnaires.map(
    (questionnaire) => `; ${questionnaire.touchpoint} asks version ${questionnaire.version}`,
  );
  return `Published version ${version}${asked.join('')}. Terminals fetch it with their next heartbeat.`;
}

/** Makes a file that only this user may read, with what `make` returns; nothing is left behind when that fails. */
async function writeNew(
  out: string,
  make: () => Promise<{ readonly text: string; readonly said: string }>,
): Promise<string> {
  const file = await open(out, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => {
    throw new ConfigError(
      error.code === 'EEXIST'
        ? `Nothing was changed. ${out} exists already; choose another name.`
        : `Nothing was changed. ${out} cannot be written (${error.code ?? 'unknown error'}).`,
    );
  });
  try {
    const { text, said } = await make();
    await file.writeFile(text);
    await file.sync();
    return said;
  } catch (error) {
    await rm(out, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}
