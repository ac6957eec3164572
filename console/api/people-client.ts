import type { Grant } from '../../contract/protocol/me.ts';
import {
  AcceptReply,
  InvitationOffer,
  InvitationReply,
  MemberReply,
  PeopleReply,
  ProfileReply,
  Rota,
} from '../../contract/protocol/people.ts';
import type {
  AcceptRequest,
  InvitationRequest,
  Member,
  Profile,
} from '../../contract/protocol/people.ts';
import { HolidayRegionsReply, PlaceReply, PlacesReply } from '../../contract/protocol/places.ts';
import type { PlaceHoursRequest } from '../../contract/protocol/places.ts';
import type { HubLink } from './hub-link.ts';
import type { HubResult } from './hub-result.ts';

export type PeopleClient = {
  people: (signal: AbortSignal) => Promise<HubResult<PeopleReply>>;
  setGrants: (userId: string, grants: readonly Grant[]) => Promise<HubResult<Member>>;
  removeMember: (userId: string) => Promise<HubResult<null>>;
  invite: (invitation: InvitationRequest) => Promise<HubResult<InvitationReply>>;
  withdrawInvitation: (invitationId: string) => Promise<HubResult<null>>;
  /** What the holder of a link is invited to; nobody needs to be signed in. */
  invitation: (token: string, signal: AbortSignal) => Promise<HubResult<InvitationOffer>>;
  /** Signs in as well. */
  acceptInvitation: (request: AcceptRequest) => Promise<HubResult<null>>;
  profile: (signal: AbortSignal) => Promise<HubResult<ProfileReply>>;
  saveProfile: (profile: Profile) => Promise<HubResult<ProfileReply>>;
  places: (signal: AbortSignal) => Promise<HubResult<PlacesReply>>;
  holidayRegions: (signal: AbortSignal) => Promise<HubResult<HolidayRegionsReply>>;
  savePlaceHours: (locationId: string, hours: PlaceHoursRequest) => Promise<HubResult<PlaceReply>>;
  rota: (locationId: string, signal: AbortSignal) => Promise<HubResult<Rota>>;
  saveRota: (locationId: string, rota: Rota) => Promise<HubResult<Rota>>;
};

const PEOPLE = '/v1/people';
const INVITATIONS = '/v1/invitations';
const PROFILE = '/v1/me/profile';

export function createPeopleClient(link: HubLink): PeopleClient {
  return {
    people: (signal) => link.get(PeopleReply, PEOPLE, signal),
    async setGrants(userId, grants) {
      const reply = await link.send(
        MemberReply,
        'PUT',
        `${PEOPLE}/${encodeURIComponent(userId)}/grants`,
        { grants },
      );
      return reply.ok ? { ok: true, value: reply.value.member } : reply;
    },
    removeMember: (userId) => link.remove(`${PEOPLE}/${encodeURIComponent(userId)}`),
    invite: (invitation) => link.send(InvitationReply, 'POST', `${PEOPLE}/invitations`, invitation),
    withdrawInvitation: (invitationId) =>
      link.remove(`${PEOPLE}/invitations/${encodeURIComponent(invitationId)}`),
    invitation: (token, signal) =>
      link.send(InvitationOffer, 'POST', `${INVITATIONS}/offer`, { token }, signal),
    async acceptInvitation(request) {
      const reply = await link.send(AcceptReply, 'POST', `${INVITATIONS}/accept`, request);
      return reply.ok ? { ok: true, value: null } : reply;
    },
    profile: (signal) => link.get(ProfileReply, PROFILE, signal),
    saveProfile: (profile) => link.send(ProfileReply, 'PUT', PROFILE, profile),
    places: (signal) => link.get(PlacesReply, '/v1/places', signal),
    holidayRegions: (signal) => link.get(HolidayRegionsReply, '/v1/holiday-regions', signal),
    savePlaceHours: (locationId, hours) =>
      link.send(PlaceReply, 'PUT', `/v1/places/${encodeURIComponent(locationId)}/hours`, hours),
    rota: (locationId, signal) => link.get(Rota, rotaPath(locationId), signal),
    saveRota: (locationId, rota) => link.send(Rota, 'PUT', rotaPath(locationId), rota),
  };
}

function rotaPath(locationId: string): string {
  return `/v1/rotas/${encodeURIComponent(locationId)}`;
}
