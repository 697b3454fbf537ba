import {
  allSettings,
  listMissed,
  listPresets,
  readSettingsFiles,
  resolveSettings,
  servingClaim,
  type OpenedProject,
} from '../project/index.ts'
import { describeProcess, mayBeAlive, parseProcessOwner } from '../storage/index.ts'
import { listEnvironments } from './read-environment.ts'
import type { Look } from './finding.ts'
import { writeAgo, writeCounted } from './write-value.ts'

/** Looks whether the settings of every environment and preset hold, not only those in force. */
export async function examineSettings({ root, definition }: OpenedProject): Promise<Look> {
  const [environments, presets] = [listEnvironments(root), await listPresets(root)]
  const wanted = [
    ...environments.map((environment) => ({ environment, presets: [] })),
    ...presets.map((preset) => ({ environment: 'development', presets: [preset] })),
  ]
  for (const each of wanted) {
    const files = await readSettingsFiles(root, each)
    resolveSettings(allSettings(definition), { ...files, environment: {} })
  }
  const count = writeCounted(Object.keys(definition.settings).length, 'setting')
  const told = `${writeCounted(environments.length, 'environment')}, ${writeCounted(presets.length, 'preset')}`
  return { state: 'well', found: `${count} of ${told}` }
}

/** Looks for work that says it goes on: whose process is dead, and whose may wait for ever. */
export async function examineClaims({ database, runs, now }: OpenedProject): Promise<Look> {
  const claims = await database.queries
    .selectFrom('claims')
    .selectAll()
    // Who serves does no work that could be broken off.
    .where('name', 'not like', `${servingClaim}%`)
    .execute()
  const held = claims.map((claim) => ({ ...claim, owner: parseProcessOwner(claim.owner) }))
  const dead = held.filter(({ owner }) => !mayBeAlive(owner)).map(({ name }) => name)
  const open = await runs.list({ status: 'open' })
  const broken = open.filter(({ owner }) => !mayBeAlive(owner)).map(({ id }) => id)
  if (dead.length + broken.length > 0) {
    return {
      state: 'note',
      found: `${[...dead, ...broken].slice(0, 3).join(', ')} of dead processes`,
      fix: 'Nothing is lost: run it again, and it goes on from what is done.',
    }
  }
  const [first] = held
  if (first === undefined) return { state: 'well', found: 'nothing runs' }
  const since = writeAgo(new Date(first.claimed_at), now())
  return {
    state: 'well',
    found: `${first.name} runs in ${describeProcess(first.owner)}, begun ${since}`,
  }
}

/** Looks for pipelines that were due since their last run and did not run; one that never ran isn't late. */
export async function examineSchedules(project: OpenedProject): Promise<Look> {
  const { definition, now } = project
  const scheduled = definition.pipelines.filter(({ schedule }) => schedule !== undefined)
  if (scheduled.length === 0) return { state: 'well', found: 'none' }
  const missed = await listMissed(project)
  const late = missed.map(({ pipeline, dueAt }) => `${pipeline} was due ${writeAgo(dueAt, now())}`)
  if (late.length === 0) return { state: 'well', found: writeCounted(scheduled.length, 'schedule') }
  const [first = ''] = scheduled.map(({ name }) => name)
  return {
    state: 'note',
    found: `${late.join(', ')}, and did not run`,
    fix: `Schedules run while \`swell up\` runs, or when \`swell schedule run --due\` is called; by hand: swell run ${first}`,
  }
}
