import { z } from 'zod'

/** A moment as ISO 8601 in UTC. */
export const moment = z.iso.datetime()

/** A value of a table. Moments are ISO text. */
export const cell = z.union([z.string(), z.number(), z.boolean(), z.null()])
export type Cell = z.infer<typeof cell>

/** Values by column. */
export const row = z.record(z.string(), cell)
export type Row = z.infer<typeof row>

/** Values by metric: `{ mae: 0.82, rmse: 1.1 }`. */
export const metricValues = z.record(z.string(), z.number())
export type MetricValues = z.infer<typeof metricValues>

export const columnTypes = ['text', 'float', 'integer', 'boolean', 'timestamp'] as const

/** A typed column of a group, a feature of a view, a field of a service. */
export const columnReply = z.strictObject({
  name: z.string(),
  type: z.enum(columnTypes),
  unit: z.string().optional(),
  description: z.string().optional(),
  tags: z.array(z.string()).optional(),
})
export type ColumnReply = z.infer<typeof columnReply>

export const nameParams = z.strictObject({ name: z.string() })
export const idParams = z.strictObject({ id: z.string() })

export const version = z.int().min(1)

export const count = z.int().min(0)

/** How many to answer with. In a query it arrives as text. */
export function limit(byDefault: number, most = 10_000) {
  return z.coerce.number<number>().int().min(1).max(most).default(byDefault)
}
