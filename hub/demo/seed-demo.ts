import type { Administration } from '../administration.ts';

export type Demo = {
  readonly organizationId: string;
  readonly touchpointId: string;
  readonly email: string;
  readonly password: string;
  /** A new one each time; the hub keeps only hashes. Assigns to the touchpoint "Checkout". */
  readonly enrolmentKey: string;
};

const ORGANIZATION_ID = '0190a000-0000-7000-8000-000000000001';
const LOCATION_ID = '0190a000-0000-7000-8000-000000000002';
const TOUCHPOINT_ID = '0190a000-0000-7000-8000-000000000003';
const QUESTIONNAIRE_ID = '0190a000-0000-7000-8000-000000000004';

const EMAIL = 'demo@glimlach.example';
/** Known to all on purpose: a demo hub listens on loopback. */
const PASSWORD = 'smile-at-utrecht';

/** A shop to try everything with; run again, it changes nothing but hands out another enrolment key. */
export async function seedDemo(administration: Administration): Promise<Demo> {
  await administration.createOrganization({ id: ORGANIZATION_ID, name: 'Glimlach demo' });
  if ((await administration.questionnaireVersion(ORGANIZATION_ID, QUESTIONNAIRE_ID)) === 0) {
    await administration.publishQuestionnaire(ORGANIZATION_ID, {
      id: QUESTIONNAIRE_ID,
      question: { nl: 'Hoe was uw bezoek vandaag?', en: 'How was your visit today?' },
    });
  }
  await administration.createLocation(ORGANIZATION_ID, { id: LOCATION_ID, name: 'Utrecht' });
  await administration.createTouchpoint(ORGANIZATION_ID, {
    id: TOUCHPOINT_ID,
    name: 'Checkout',
    locationId: LOCATION_ID,
    questionnaireId: QUESTIONNAIRE_ID,
  });
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
    enrolmentKey: key,
  };
}
