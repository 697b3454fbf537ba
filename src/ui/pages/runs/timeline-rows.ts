import type { TimelineReply, TimelineRunReply } from '../../../api/index.ts'

/** One line of a timeline: a run within the run, or a step that has not begun. */
export interface TimelineRow {
  /** The id of the run, or the name of the step that has none yet. */
  readonly key: string
  readonly name: string
  readonly run: TimelineRunReply | undefined
  readonly depth: number
  readonly partCount: number
  readonly failedCount: number
  readonly isOpen: boolean
}

/** Above so many parts, they are folded until asked for. */
const fewParts = 12

/**
 * The lines of a timeline: steps in the order of the pipeline, each followed by what ran within it unless
 * it is folded. `toggled` has the keys whose fold is not the usual one.
 */
export function timelineRows(
  { run: root, runs, plan }: TimelineReply,
  toggled: ReadonlySet<string>,
): TimelineRow[] {
  const parts = Map.groupBy(runs, ({ parentId }) => parentId)
  const places = new Map(plan.map((name, place) => [name, place]))
  const placeOf = ({ name }: TimelineRunReply) => places.get(name) ?? Infinity

  const walk = (run: TimelineRunReply, depth: number): TimelineRow[] => {
    const own = (parts.get(run.id) ?? []).toSorted(byStart)
    const failedCount = own.filter(({ status }) => status === 'failed').length
    const isOpen = own.length > 0 && own.length <= fewParts !== toggled.has(run.id)
    const row = {
      key: run.id,
      name: run.name,
      run,
      depth,
      partCount: own.length,
      failedCount,
      isOpen,
    }
    return [row, ...(isOpen ? own.flatMap((part) => walk(part, depth + 1)) : [])]
  }

  const steps = (parts.get(root.id) ?? []).toSorted((a, b) => placeOf(a) - placeOf(b))
  const begun = new Set(steps.map(({ name }) => name))
  const waiting = root.status === 'open' ? plan.filter((name) => !begun.has(name)) : []
  return [
    ...steps.flatMap((step) => walk(step, 0)),
    ...waiting.map((name) => ({
      key: name,
      name,
      run: undefined,
      depth: 0,
      partCount: 0,
      failedCount: 0,
      isOpen: false,
    })),
  ]
}

const collator = new Intl.Collator('en', { numeric: true })

function byStart(a: TimelineRunReply, b: TimelineRunReply): number {
  if (a.startedAt !== b.startedAt) return a.startedAt < b.startedAt ? -1 : 1
  return collator.compare(a.name, b.name)
}

const steps = [1, 2, 5]

/** Round moments from 0 to `totalMs`, some five of them. */
export function timeTicks(totalMs: number): number[] {
  const wanted = totalMs / 5
  const units = [1, 1000, 60_000, 3_600_000, 86_400_000]
  const unit = units.findLast((one) => one <= wanted) ?? 1
  const scale = 10 ** Math.floor(Math.log10(wanted / unit))
  const step = steps.map((one) => one * scale).find((one) => one * unit >= wanted) ?? 10 * scale
  const every = unit * (unit >= 1000 && unit < 86_400_000 ? sixties(step) : step)
  return Array.from({ length: Math.floor(totalMs / every) + 1 }, (_, at) => at * every)
}

/** Seconds and minutes go by 15 and 30, not by 20 and 50. */
function sixties(step: number): number {
  return [1, 2, 5, 10, 15, 30, 60].find((one) => one >= step) ?? step
}
