import { z } from 'zod';

const TimeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be a time such as "09:00"');

const isTimeZone = (name: string): boolean => {
  try {
    Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

/** IANA name, such as `Europe/Amsterdam`. */
export const TimeZone = z.string().min(1).max(60).refine(isTimeZone, 'must be a time zone');

/** A part of every week, within one day, on the clock of a place. */
export const WeeklySpan = z
  .strictObject({
    /** 1 is Monday, 7 Sunday (ISO 8601). */
    day: z.int().min(1).max(7),
    from: TimeOfDay,
    until: TimeOfDay,
  })
  .refine(({ from, until }) => from < until, 'must end after it begins, on the same day');
export type WeeklySpan = z.infer<typeof WeeklySpan>;

/** When a place is open, on its own clock. */
export const OpeningHours = z.strictObject({
  timeZone: TimeZone,
  weekly: z.array(WeeklySpan).max(28),
  /** Days without any opening, such as holidays. */
  closedOn: z.array(z.iso.date()).max(100),
});
export type OpeningHours = z.infer<typeof OpeningHours>;
