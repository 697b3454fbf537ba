import type { TimelineReply, TimelineRunReply } from '../../api/index.ts'

/** A timeline with what has changed since. */
export function mergeTimeline(
  old: TimelineReply,
  changed: readonly TimelineRunReply[],
): TimelineReply {
  const byId = new Map(old.runs.map((run) => [run.id, run]))
  for (const run of changed) if (run.id !== old.run.id) byId.set(run.id, run)
  const run = changed.find(({ id }) => id === old.run.id) ?? old.run
  return { ...old, run, runs: [...byId.values()], runCount: Math.max(old.runCount, byId.size) }
}
