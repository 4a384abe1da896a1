import { z } from 'zod';

/** A setting left empty counts as not set. */
export const blankIsUnset = (value: unknown) => (value === '' ? undefined : value);

export const optional = <T extends z.ZodType>(schema: T) => z.preprocess(blankIsUnset, schema.optional());
