import { z } from 'zod';
import { Appearance } from '../../contract/appearance.ts';
import { OWN_STEPS } from '../../contract/flow-steps.ts';
import { HubId } from '../../contract/identifiers.ts';
import { InStoreAlert } from '../../contract/in-store-alert.ts';
import { OpeningHours } from '../../contract/opening-hours.ts';
import { Questionnaire } from '../../contract/questionnaire.ts';
import { StaffPin } from '../../contract/staff-pin.ts';
import { TerminalConfiguration } from '../../contract/terminal-configuration.ts';

/** What a version of a questionnaire says; the hub numbers it. */
export const QuestionnaireContent = Questionnaire.omit({ id: true, version: true }).check(
  ({ value, issues }) => {
    for (const [rating, { steps }] of Object.entries(value.paths)) {
      for (const [index, { id }] of steps.entries()) {
        if (OWN_STEPS.includes(id)) {
          issues.push({
            code: 'custom',
            input: id,
            path: ['paths', rating, 'steps', index, 'id'],
            message: `must be another, as "${id}" is what the kiosk records under by itself`,
          });
        }
      }
    }
  },
);
export type QuestionnaireContent = z.infer<typeof QuestionnaireContent>;

const { languages, buttons, thanksMs, heartbeatMs } = TerminalConfiguration.shape;

/** What an organization's terminals are to be told from now on. What is left out stays as it is. */
export const Publication = z.strictObject({
  languages: languages.optional(),
  buttons: buttons.optional(),
  thanksMs: thanksMs.optional(),
  heartbeatMs: heartbeatMs.optional(),
  appearance: Appearance.optional(),
  /** Null: always open. */
  hours: OpeningHours.nullable().optional(),
  /** Null: no staff menu. */
  staffPin: StaffPin.nullable().optional(),
  /** The whole of it; what is left out of it is as by default. */
  inStoreAlert: InStoreAlert.optional(),
  /** By id. */
  locations: z
    .record(
      HubId,
      z.strictObject({
        /** In the place of those above it; null: the same as those. */
        hours: OpeningHours.nullable(),
      }),
    )
    .optional(),
  /** By id. */
  touchpoints: z.record(HubId, z.strictObject({ questionnaire: QuestionnaireContent })).optional(),
});
export type Publication = z.infer<typeof Publication>;

/** What was published. */
export type Published = {
  /** Of the organization's configuration. */
  readonly version: number;
  readonly questionnaires: readonly {
    readonly touchpoint: string;
    readonly id: string;
    readonly version: number;
  }[];
};
