type ConfiguredOutputs<Switch> = {
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
