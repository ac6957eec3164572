import type { Administration } from '../administration.ts';
import { DEMO_APPEARANCE, DEMO_LANGUAGES, DEMO_PIN, DEMO_STAFF_PIN } from './demo-appearance.ts';
import { DEMO_QUESTIONNAIRE } from './demo-questionnaire.ts';
import type { Publication, QuestionnaireContent } from '../publishing/publication.ts';

export type Demo = {
  readonly organizationId: string;
  readonly touchpointId: string;
  readonly email: string;
  readonly password: string;
  /** Opens the kiosk's staff menu. */
  readonly staffPin: string;
  /** A new one each time; the hub keeps only hashes. Assigns to the touchpoint "Checkout". */
  readonly enrolmentKey: string;
};

/** What its kiosk asks, looks like and lets staff do. */
export type DemoShop = Pick<Publication, 'languages' | 'appearance' | 'staffPin'> & {
  readonly questionnaire: QuestionnaireContent;
};

export const DEMO_SHOP: DemoShop = {
  languages: DEMO_LANGUAGES,
  appearance: DEMO_APPEARANCE,
  staffPin: DEMO_STAFF_PIN,
  questionnaire: DEMO_QUESTIONNAIRE,
};

const ORGANIZATION_ID = '0190a000-0000-7000-8000-000000000001';
const LOCATION_ID = '0190a000-0000-7000-8000-000000000002';
const TOUCHPOINT_ID = '0190a000-0000-7000-8000-000000000003';
const QUESTIONNAIRE_ID = '0190a000-0000-7000-8000-000000000005';
/** Of demonstrations made before there was anything after the press: their touchpoint asks this one's versions. */
const EARLIER_QUESTIONNAIRE_ID = '0190a000-0000-7000-8000-000000000004';

const EMAIL = 'demo@glimlach.example';
/** Known to all on purpose: a demo hub listens on loopback. */
const PASSWORD = 'smile-at-utrecht';

/**
 * A shop to try everything with. Run again, it hands out another enrolment key, and changes nothing that somebody has
 * configured since.
 */
export async function seedDemo(
  administration: Administration,
  shop: DemoShop = DEMO_SHOP,
): Promise<Demo> {
  await administration.createOrganization({ id: ORGANIZATION_ID, name: 'Glimlach demo' });
  await administration.createLocation(ORGANIZATION_ID, { id: LOCATION_ID, name: 'Utrecht' });
  await administration.createTouchpoint(ORGANIZATION_ID, {
    id: TOUCHPOINT_ID,
    name: 'Checkout',
    locationId: LOCATION_ID,
    questionnaireId: QUESTIONNAIRE_ID,
  });
  if (!(await isUpToDate(administration))) {
    const { questionnaire, ...look } = shop;
    await administration.publishConfiguration(ORGANIZATION_ID, {
      ...look,
      touchpoints: { [TOUCHPOINT_ID]: { questionnaire } },
    });
  }
  await administration.saveMember(ORGANIZATION_ID, {
    email: EMAIL,
    name: 'Demo manager',
    password: PASSWORD,
    role: 'admin',
  });
  const { key } = await administration.createEnrolmentKey(ORGANIZATION_ID, {
    touchpointId: TOUCHPOINT_ID,
  });
  return {
    organizationId: ORGANIZATION_ID,
    touchpointId: TOUCHPOINT_ID,
    email: EMAIL,
    password: PASSWORD,
    staffPin: DEMO_PIN,
    enrolmentKey: key,
  };
}

async function isUpToDate(administration: Administration): Promise<boolean> {
  const versionOf = (id: string) => administration.questionnaireVersion(ORGANIZATION_ID, id);
  return (await versionOf(QUESTIONNAIRE_ID)) > 0 || (await versionOf(EARLIER_QUESTIONNAIRE_ID)) > 1;
}
