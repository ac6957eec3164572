/**
 * The key whose release main sends to the page with each probe, under Ctrl, Alt, Shift and Meta at once. No keyboard
 * sends that, a release presses nothing, and under modifiers it shows no focus ring. It must reach the page; there only
 * the answer to the probe hears it.
 */
export const PROBE_KEY = 'F24';
