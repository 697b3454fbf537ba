import type { OnlineFeatures, OnlineView } from '../../../src/features/index.ts'

type Key = Readonly<Record<string, unknown>>

/** What an online view says of one key. */
export async function lookUp(
  online: OnlineView,
  key: Key,
  at: Date,
  request: Key = {},
): Promise<OnlineFeatures | undefined> {
  const { rows } = await online.read([{ key, at, request }])
  return rows[0]
}
