import type { EscalationPolicy } from '../../../contract/alert-rule.ts';
import type { PlacesReply } from '../../../contract/protocol/places.ts';
import type { RuleNames } from './rule-sentence.ts';

export function ruleNames(places: PlacesReply, policies: readonly EscalationPolicy[]): RuleNames {
  return {
    location: named(places.locations),
    touchpoint: named(places.touchpoints),
    policy: named(policies),
  };
}

function named(all: readonly { id: string; name: string }[]): (id: string) => string | null {
  const names = new Map(all.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? null;
}
