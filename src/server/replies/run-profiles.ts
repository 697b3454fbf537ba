import type { ProfiledCallReply, ProfiledStepReply, RunProfileReply } from '../../api/index.ts'
import type { Digest } from '../../base/index.ts'
import { profileNames, type KeptProfile, type OpenedProject } from '../../project/index.ts'
import { getRun, outlineRuns, type Run, type RunId } from '../../tracking/index.ts'

/** What takes less than this part of the whole can't be seen in a drawing. */
const leastPart = 0.0005

/** Where a run and its steps have spent their time. Throws `runNotFound`. */
export async function readRunProfile(project: OpenedProject, id: string): Promise<RunProfileReply> {
  const run = await getRun(project, id as RunId)
  const names = new Map<string, string>([[run.id, run.name]])
  for (const below of await outlineRuns(project, run.id)) names.set(below.id, below.name)
  const kept = await readKept(project, [...names.keys()])
  const steps = kept.map(({ runId, hasChrome, profile }) =>
    toStep(runId, names.get(runId) ?? '', hasChrome, profile),
  )
  return {
    name: run.name,
    startedAt: run.startedAt.toISOString(),
    steps,
    calls: joinCalls(
      kept.map(({ profile }, at) => ({ name: steps[at]?.name ?? '', calls: profile.calls })),
    ),
    others: await listOthers(project, run),
  }
}

interface Kept {
  readonly runId: string
  readonly hasChrome: boolean
  readonly profile: KeptProfile
}

const runsAtOnce = 500

async function readKept(
  { database, blobs }: OpenedProject,
  ids: readonly string[],
): Promise<readonly Kept[]> {
  const rows = []
  for (let at = 0; at < ids.length; at += runsAtOnce) {
    rows.push(
      ...(await database.queries
        .selectFrom('artifacts')
        .select(['run_id', 'name', 'digest'])
        .where('run_id', 'in', ids.slice(at, at + runsAtOnce))
        .where('name', 'in', Object.values(profileNames))
        .orderBy('run_id')
        .execute()),
    )
  }
  const forChrome = new Set(
    rows.flatMap((row) => (row.name === profileNames.chrome ? [row.run_id] : [])),
  )
  const own = rows.filter(({ name }) => name === profileNames.own)
  return Promise.all(
    own.map(async ({ run_id: runId, digest }) => {
      const text = new TextDecoder().decode(await blobs.get(digest as Digest))
      // Written by `keepProfiles`, and by nobody else.
      const profile = JSON.parse(text) as KeptProfile
      return { runId, hasChrome: forChrome.has(runId), profile }
    }),
  )
}

function toStep(
  runId: string,
  name: string,
  hasChrome: boolean,
  { wallMs, cpuMs, memory }: KeptProfile,
): ProfiledStepReply {
  return {
    runId,
    name,
    wallMs,
    cpuMs,
    peakBytes: Math.max(0, ...memory.map(({ rssBytes }) => rssBytes)),
    memory: [...memory],
    address: hasChrome ? `/api/v1/runs/${runId}/artifacts/${profileNames.chrome}` : null,
  }
}

interface StepCalls {
  readonly name: string
  readonly calls: KeptProfile['calls']
}

/** The calls of all steps below one call for each step, without those that don't matter. */
function joinCalls(steps: readonly StepCalls[]): ProfiledCallReply[] {
  const totals = steps.map(({ calls }) => totalsOf(calls))
  const all = totals.reduce((sum, own) => sum + (own[0] ?? 0), 0)
  const joined: ProfiledCallReply[] = []
  for (const [at, { name, calls }] of steps.entries()) {
    const places = new Map<number, number>()
    for (const [place, call] of calls.entries()) {
      const isFirst = call.parent === -1
      const parent = isFirst ? -1 : places.get(call.parent)
      if (parent === undefined) continue
      if (!isFirst && (totals[at]?.[place] ?? 0) < leastPart * all) continue
      places.set(place, joined.length)
      joined.push(isFirst ? { ...call, name, file: '', line: 0, parent } : { ...call, parent })
    }
  }
  return joined
}

/** The time in each call and all that it called. */
function totalsOf(calls: KeptProfile['calls']): number[] {
  const totals = calls.map(({ selfMs }) => selfMs)
  for (let at = calls.length - 1; at > 0; at -= 1) {
    const parent = calls[at]?.parent ?? -1
    if (parent >= 0) totals[parent] = (totals[parent] ?? 0) + (totals[at] ?? 0)
  }
  return totals
}

const mostOthers = 50

async function listOthers({ database }: OpenedProject, run: Run) {
  const rows = await database.queries
    .selectFrom('runs')
    .select(['runs.run_id', 'runs.started_at'])
    .where('runs.kind', '=', run.kind)
    .where('runs.name', '=', run.name)
    .where('runs.run_id', '!=', run.id)
    .where((where) =>
      where.exists(
        where
          .selectFrom('artifacts')
          .innerJoin('runs as parts', 'parts.run_id', 'artifacts.run_id')
          .select('artifacts.run_id')
          .where('artifacts.name', '=', profileNames.own)
          .where((own) =>
            own.or([
              own('parts.run_id', '=', own.ref('runs.run_id')),
              own('parts.parent_run_id', '=', own.ref('runs.run_id')),
            ]),
          ),
      ),
    )
    .orderBy('runs.run_id', 'desc')
    .limit(mostOthers)
    .execute()
  return rows.map(({ run_id: id, started_at: startedAt }) => ({ id, startedAt }))
}
