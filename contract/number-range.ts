import { z } from 'zod';

/** Numbers of a ledger, both ends included. */
export const NumberRange = z.strictObject({ from: z.int().min(1), through: z.int().min(1) });
export type NumberRange = z.infer<typeof NumberRange>;
