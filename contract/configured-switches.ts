import type { z } from 'zod';

export type ConfiguredOutputs<Switch> = {
  readonly lamps: Readonly<Record<string, Switch>>;
  readonly buzzer?: Switch | undefined;
  readonly beacon?: Switch | undefined;
};

/** What switches each output that a box has, and the field of the box's configuration that says so. */
export function configuredSwitches<Switch>({
  lamps,
  buzzer,
  beacon,
}: ConfiguredOutputs<Switch>): readonly {
  readonly path: readonly string[];
  readonly switch: Switch;
}[] {
  return [
    ...Object.entries(lamps).map(([button, lamp]) => ({
      path: ['outputs', 'lamps', button],
      switch: lamp,
    })),
    ...(buzzer === undefined ? [] : [{ path: ['outputs', 'buzzer'], switch: buzzer }]),
    ...(beacon === undefined ? [] : [{ path: ['outputs', 'beacon'], switch: beacon }]),
  ];
}

/** Nothing is said of a button that cannot be pressed. */
export function checkLamps(
  { lamps }: ConfiguredOutputs<unknown>,
  pressed: ReadonlySet<number>,
  context: z.RefinementCtx,
): void {
  for (const button of Object.keys(lamps)) {
    if (!pressed.has(Number(button))) {
      const path = ['outputs', 'lamps', button];
      const message = 'is the lamp of a button that nothing presses';
      context.addIssue({ code: 'custom', path, message });
    }
  }
}
