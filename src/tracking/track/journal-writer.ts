import type { Clock } from '../../base/index.ts'
import type { Database } from '../../storage/index.ts'
import { parsePoint } from '../experiments/check-batch.ts'
import { bringIn, settleJournal } from './bring-in.ts'
import type { Journal } from './journal.ts'
import type { MetricPlace } from './tracked-run.ts'

const flushMs = 250

export interface JournalWriter {
  readonly journal: Journal
  readonly points: (values: Readonly<Record<string, number>>, at: MetricPlace) => void
  readonly system: (values: Readonly<Record<string, number>>) => void
  readonly flush: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Writes at once, and brings what is written into the database a few times a second. */
export function journalWriter(
  { database, now }: { readonly database: Database; readonly now: Clock },
  journal: Journal,
): JournalWriter {
  const nextSteps = new Map<string, number>()
  let bringing: Promise<void> | undefined
  let isStale = false
  const flush = async () => {
    while (bringing !== undefined || isStale) {
      isStale = false
      bringing ??= bringIn({ database }, journal.path).finally(() => (bringing = undefined))
      await bringing
    }
  }
  const timer = setInterval(() => {
    // What can't be written now is in the journal, and is tried again.
    if (isStale) flush().catch(() => (isStale = true))
  }, flushMs)
  timer.unref()
  const stepOf = (key: string, step?: number) => {
    const found = step ?? nextSteps.get(key) ?? 0
    nextSteps.set(key, found + 1)
    return found
  }
  const points = (values: Readonly<Record<string, number>>, { step, at = now() }: MetricPlace) => {
    const atMs = at.getTime()
    const bySteps = Map.groupBy(Object.entries(values), ([key]) => stepOf(key, step))
    for (const [found, entries] of bySteps) {
      for (const [key, value] of entries) parsePoint({ key, value, atMs, step: found }, '')
      journal.writePoints(Object.fromEntries(entries), { step: found, atMs })
    }
    isStale = true
  }
  const stale = {
    ...journal,
    writeTags(tags: Readonly<Record<string, string>>) {
      journal.writeTags(tags)
      isStale = true
    },
  }
  return {
    journal: stale,
    points,
    system: (values) => points(values, {}),
    flush,
    async close() {
      clearInterval(timer)
      await flush()
      journal.close()
      await settleJournal({ database }, journal.path)
    },
  }
}
