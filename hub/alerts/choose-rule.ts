import { openAt } from '../../contract/open-at.ts';
import type { HoursOf } from '../places/location-hours.ts';
import type { PressRule, PressRules } from '../rules/press-rules.ts';
import { closestRule } from '../rules/rule-reach.ts';
import type { PressToRaise } from './merge-causes.ts';

/**
 * By which rule a press raises an alert, or joins one; null: by none, and nobody is told. A visitor who asks for help is
 * heard by the rule for that, and else by the one for the press.
 */
export function chooseRule(
  { cause, touchpointId, atMs, helpAskedAtMs }: Omit<PressToRaise, 'pressId' | 'kind'>,
  { rules, placeOf }: Pick<PressRules, 'rules' | 'placeOf'>,
  hoursOf: HoursOf,
): PressRule | null {
  const place = placeOf(touchpointId);
  const hours = hoursOf(place.locationIds[0] ?? null);
  const closest = (condition: PressRule['condition'], wallMs: number): PressRule | null => {
    const isOpen = hours === null || openAt(hours, wallMs);
    return closestRule(
      rules.filter(
        (rule) => rule.condition === condition && (rule.scope.hours === 'always' || isOpen),
      ),
      place,
    );
  };
  const byHelp = helpAskedAtMs === null ? null : closest('help-asked', helpAskedAtMs);
  return byHelp ?? (cause === 'negative' ? closest('each-negative', atMs) : null);
}
