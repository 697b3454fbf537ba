import type { RunDifferenceReply, StepDifferenceReply } from '../../api/index.ts'
import { canonicalJson } from '../../base/index.ts'
import { compareRuns, type StepComparison } from '../../pipelines/index.ts'
import type { OpenedProject } from '../../project/index.ts'
import { getRun, listSteps, type EndedRun, type Run, type RunId } from '../../tracking/index.ts'
import { summarizeRuns, toCode, toSettings } from './runs.ts'

/** How a run differs from another, or from the one before it. Throws `runNotFound`. */
export async function readRunDifference(
  project: OpenedProject,
  id: string,
  from: string | undefined,
): Promise<RunDifferenceReply> {
  const second = await getRun(project, id as RunId)
  const first =
    from === undefined ? await runBefore(project, second) : await getRun(project, from as RunId)
  const [firstSteps, secondSteps] = await Promise.all([
    partsOf(project, first),
    partsOf(project, second),
  ])
  const [one, other] = await summarizeRuns(project, [first, second])
  if (one === undefined || other === undefined) throw new Error(`run ${id} has no summary`)
  const settings = compareSettings(toSettings(first.settings), toSettings(second.settings))
  return {
    first: one,
    second: other,
    settings: settings.filter(({ isSame }) => !isSame).map(({ sides: both }) => both),
    sameSettingCount: settings.filter(({ isSame }) => isSame).length,
    code: { first: toCode(first), second: toCode(second) },
    steps: compareParts(firstSteps, secondSteps),
    metrics: await compareMetrics(
      project,
      wholeOf(first, firstSteps),
      wholeOf(second, secondSteps),
    ),
  }
}

/** The latest before it that ran the same; itself, where there is none. */
async function runBefore(project: OpenedProject, run: Run): Promise<Run> {
  const { kind, name, id } = run
  const [before] = await project.runs.list({ kind, name, before: id, limit: 1 })
  return before ?? run
}

/** Its steps; of a run that has none, itself. */
async function partsOf(project: OpenedProject, run: Run): Promise<readonly Run[]> {
  return run.kind === 'pipeline' ? listSteps(project, run.id) : [run]
}

function wholeOf(run: Run, parts: readonly Run[]): readonly Run[] {
  return run.kind === 'pipeline' ? [run, ...parts] : parts
}

function compareSettings(
  first: Readonly<Record<string, unknown>>,
  second: Readonly<Record<string, unknown>>,
) {
  const names = [...new Set([...Object.keys(first), ...Object.keys(second)])].toSorted()
  return names.map((name) => ({
    sides: { name, ...sides(first[name], second[name]) },
    isSame: canonicalJson(first[name]) === canonicalJson(second[name]),
  }))
}

function sides(first: unknown, second: unknown): { first?: unknown; second?: unknown } {
  return {
    ...(first === undefined ? {} : { first }),
    ...(second === undefined ? {} : { second }),
  }
}

function compareParts(first: readonly Run[], second: readonly Run[]): StepDifferenceReply[] {
  const compared = new Map(
    compareRuns(first.filter(hasEnded), second.filter(hasEnded)).map((each) => [each.step, each]),
  )
  const others = new Map(second.map((run) => [run.name, run]))
  const known = new Set(first.map(({ name }) => name))
  return [
    ...first.map((run) => toStep(run.name, run, others.get(run.name), compared.get(run.name))),
    ...second
      .filter(({ name }) => !known.has(name))
      .map((run) => toStep(run.name, undefined, run, undefined)),
  ]
}

function hasEnded(run: Run): run is EndedRun {
  return run.status !== 'open'
}

function toStep(
  step: string,
  first: Run | undefined,
  second: Run | undefined,
  compared: StepComparison | undefined,
): StepDifferenceReply {
  const { verdict = null, code = [], difference } = compared ?? {}
  return {
    step,
    first: toSide(first),
    second: toSide(second),
    verdict,
    code: [...code],
    difference:
      difference === undefined
        ? null
        : { path: difference.path, ...sides(difference.first, difference.second) },
  }
}

function toSide(run: Run | undefined): StepDifferenceReply['first'] {
  if (run === undefined) return null
  const { id, status, reason = null } = run
  const tookMs = run.status === 'open' ? null : run.endedAt.getTime() - run.startedAt.getTime()
  return { id, status, tookMs, reason }
}

/** The last value of each metric of the runs and of their steps. */
async function compareMetrics(
  { records }: OpenedProject,
  first: readonly Run[],
  second: readonly Run[],
): Promise<RunDifferenceReply['metrics']> {
  const latest = await records.listLatestMetrics([...first, ...second].map((run) => run.id))
  const told = new Map<string, RunDifferenceReply['metrics'][number]>()
  for (const [side, runs] of [
    ['first', first],
    ['second', second],
  ] as const) {
    for (const [at, run] of runs.entries()) {
      const step = at === 0 ? null : run.name
      for (const [name, value] of Object.entries(latest.get(run.id) ?? {})) {
        const key = `${step ?? ''}/${name}`
        const known = told.get(key) ?? { step, name, first: null, second: null }
        told.set(key, { ...known, [side]: Number.isFinite(value) ? value : null })
      }
    }
  }
  return [...told.values()]
}
