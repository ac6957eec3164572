/** The keys that open the staff menu, together; by touch it is five taps into the upper corner where lines start. */
export const STAFF_CHORD = { code: 'KeyG', ctrlKey: true, altKey: true, shiftKey: true } as const;
