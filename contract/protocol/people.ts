import { z } from 'zod';
import { DisplayName } from '../display-name.ts';
import { HubId } from '../identifiers.ts';
import { WallMs } from '../instant.ts';
import { TimeZone, WeeklySpan } from '../opening-hours.ts';
import { Grant } from './me.ts';

/** In which languages the hub writes to people. */
export const NOTICE_LANGUAGES = ['en', 'nl', 'de', 'fr', 'nb'] as const;
export const NoticeLanguage = z.enum(NOTICE_LANGUAGES);
export type NoticeLanguage = z.infer<typeof NoticeLanguage>;

const Email = z.email().max(254);
const Grants = z
  .array(Grant)
  .min(1)
  .max(50)
  .refine(
    (grants) => new Set(grants.map(({ locationId }) => locationId)).size === grants.length,
    'must name a location once',
  );

/** What stands in the place of the name of somebody who left, some time after they did. */
export const FORMER_MEMBER = '—';

export const Member = z.strictObject({
  userId: HubId,
  name: z.string(),
  email: Email,
  /**
   * Whether the address is shown to be theirs. Not where the account was made by a link that was handed over: it may be
   * anybody who had the link, until an invitation is mailed to the address and accepted.
   */
  isVerified: z.boolean(),
  /** Those at the places of the one who asks, and at the places above them. */
  grants: z.array(Grant).min(1),
});
export type Member = z.infer<typeof Member>;

export const Invitation = z.strictObject({
  id: HubId,
  email: Email,
  grants: z.array(Grant).min(1),
  invitedBy: z.string(),
  createdAtMs: WallMs,
  expiresAtMs: WallMs,
});
export type Invitation = z.infer<typeof Invitation>;

/** `GET /v1/people`: who belongs to the places of the one who asks. */
export const PeopleReply = z.strictObject({
  people: z.array(Member),
  /** Open ones. */
  invitations: z.array(Invitation),
});
export type PeopleReply = z.infer<typeof PeopleReply>;

/**
 * `PUT /v1/people/:userId/grants`: those of the places of the one who asks; what somebody has elsewhere stays.
 * `DELETE /v1/people/:userId` takes them all, and with the last of them the membership (204).
 */
export const GrantsRequest = z.strictObject({ grants: Grants });
export const MemberReply = z.strictObject({ member: Member });

/** `POST /v1/people/invitations`. `DELETE /v1/people/invitations/:id` withdraws it (204). */
export const InvitationRequest = z.strictObject({
  email: Email,
  grants: Grants,
  language: NoticeLanguage,
});
export type InvitationRequest = z.input<typeof InvitationRequest>;
export const InvitationReply = z.strictObject({
  invitation: Invitation,
  /**
   * Where it is accepted, to be handed over; told this once. Null: it is on its way by e-mail, and nobody but the address
   * is to have it.
   */
  url: z.url().nullable(),
  mailed: z.boolean(),
});
export type InvitationReply = z.infer<typeof InvitationReply>;

/** What stands behind the `#` of an invitation's link: browsers send it to nobody but who is asked. */
const InvitationToken = z.string().max(200);

/** `POST /v1/invitations/offer` */
export const OfferRequest = z.strictObject({ token: InvitationToken });

/** What somebody who holds the link is invited to. */
export const InvitationOffer = z.strictObject({
  organization: z.string(),
  invitedBy: z.string(),
  email: Email,
  /**
   * What accepting takes. `new-account`: a name, and a password that is chosen; `password`: that of the account there is;
   * `either`: a name, and the password of the account if there is one, else one that is chosen. A link that was handed
   * over tells no more, as whoever made it would learn who has an account.
   */
  takes: z.enum(['new-account', 'password', 'either']),
});
export type InvitationOffer = z.infer<typeof InvitationOffer>;

/** `POST /v1/invitations/accept`; signs in as well. The name is null where it takes a password only. */
export const AcceptRequest = z.strictObject({
  token: InvitationToken,
  name: DisplayName.nullable(),
  password: z.string().min(10).max(128),
});
export type AcceptRequest = z.input<typeof AcceptRequest>;
export const AcceptReply = z.strictObject({ success: z.literal(true) });

/** When somebody is not to be disturbed; what comes then is told in one summary when it ends. */
export const QuietHours = z.strictObject({
  timeZone: TimeZone,
  weekly: z.array(WeeklySpan).max(28),
});
export type QuietHours = z.infer<typeof QuietHours>;

/** `PUT /v1/me/profile`: how somebody wants to be told. */
export const Profile = z.strictObject({
  language: NoticeLanguage,
  /** By e-mail; by push it goes to every device they turned it on for. */
  email: z.boolean(),
  push: z.boolean(),
  quiet: QuietHours.nullable(),
});
export type Profile = z.infer<typeof Profile>;
/** Of `GET` and `PUT /v1/me/profile`. */
export const ProfileReply = z.strictObject({
  profile: Profile,
  /** Whether the hub has a mail server; without one it sends no e-mail, whatever the profile says. */
  hasMail: z.boolean(),
});
export type ProfileReply = z.infer<typeof ProfileReply>;

/** Somebody's part of every week at a location, on the location's clock. */
export const Shift = WeeklySpan.safeExtend({ userId: HubId });
export type Shift = z.infer<typeof Shift>;

/**
 * `GET` and `PUT /v1/rotas/:locationId`, both answered by it: who is on duty. A location without any shifts has that of
 * the location above it; where none has, everybody with the role is always on duty. Shifts of one person that meet or
 * overlap become one.
 */
export const Rota = z.strictObject({ shifts: z.array(Shift).max(500) });
export type Rota = z.infer<typeof Rota>;
