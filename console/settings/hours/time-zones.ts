/** Time zones of a part of the world, by their IANA names. */
export type ZoneGroup = { region: string; zones: readonly string[] };

/** All that this browser knows, with those that are chosen already; a name of one part alone goes first. */
export function zoneGroups(known: readonly string[], chosen: string): ZoneGroup[] {
  const groups = new Map<string, string[]>();
  for (const zone of new Set(['UTC', chosen, ...known])) {
    const region = zone.includes('/') ? (zone.split('/')[0] ?? '') : '';
    groups.set(region, [...(groups.get(region) ?? []), zone]);
  }
  return [...groups]
    .map(([region, zones]) => ({ region, zones: zones.toSorted() }))
    .toSorted((a, b) => (a.region < b.region ? -1 : 1));
}

/** "Europe/Amsterdam" as it is read: "Amsterdam"; "America/Argentina/Salta": "Argentina, Salta". */
export function zoneName(zone: string): string {
  const [region = zone, ...place] = zone.split('/');
  return (place.length === 0 ? region : place.join(', ')).replaceAll('_', ' ');
}

export function ownTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
