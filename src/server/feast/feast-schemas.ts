import { z } from 'zod'

/** What consumers of Feast's feature server ask for. Nothing of it that we leave out changes an answer. */
export const onlineFeaturesBody = z
  .object({
    features: z.array(z.string()).optional(),
    feature_service: z.string().nullish(),
    entities: z.record(z.string(), z.array(z.union([z.string(), z.number(), z.boolean()]))),
    full_feature_names: z.boolean().default(false),
  })
  .refine(
    ({ features, feature_service: service }) =>
      (features === undefined) !== ((service ?? undefined) === undefined),
    { path: ['features'], error: 'exactly one of features and feature_service' },
  )

export type OnlineFeaturesBody = z.output<typeof onlineFeaturesBody>

/** One column of the answer: a value, a status and a time for each entity row. */
export interface FeastColumn {
  readonly values: readonly unknown[]
  readonly statuses: readonly FeastStatus[]
  readonly event_timestamps: readonly string[]
}

export type FeastStatus = 'PRESENT' | 'NULL_VALUE' | 'NOT_FOUND'

export interface OnlineFeaturesReply {
  readonly metadata: { readonly feature_names: readonly string[] }
  readonly results: readonly FeastColumn[]
}
