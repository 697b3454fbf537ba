import { access, constants } from 'node:fs/promises'
import { createServer } from 'node:net'
import { maskSecrets, isSwellError } from '../base/index.ts'
import { listSource, sourcePlace, type Source } from '../data/index.ts'
import { findPackageAsset, measureDisk, type OpenedProject } from '../project/index.ts'
import { removeOrphanDrafts } from '../storage/index.ts'
import type { CommandContext } from './command-context.ts'
import { examineBlobs, examineGarbage } from './examine-blobs.ts'
import { examineDatabase } from './examine-database.ts'
import { examineClock, examineMemory } from './examine-machine.ts'
import { examineClaims, examineSchedules, examineSettings } from './examine-work.ts'
import type { Finding, Look } from './finding.ts'
import { writeBytes, writeCounted } from './write-value.ts'

/** Looks at everything that a project needs. Each look stands alone: one that fails doesn't end the others. */
export async function examine(context: CommandContext, port: number): Promise<Finding[]> {
  const machine = [
    await look('Node', async () => examineNode()),
    await look('memory', async () => examineMemory()),
    await look('dashboard', async () => examineDashboard()),
    await look(`port ${port}`, () => examinePort(port)),
  ]
  const opened = await openProject(context)
  if ('finding' in opened) return [...machine, opened.finding]
  const { project } = opened
  const { name, groups, models, pipelines } = project.definition
  const definition = `${name}: ${writeCounted(groups.length, 'group')}, ${writeCounted(models.length, 'model')}, ${writeCounted(pipelines.length, 'pipeline')}`
  const sources = new Map(
    groups.flatMap(({ from }) => (from === undefined ? [] : [[from.name, from]])),
  )
  return [
    ...machine,
    { what: 'project', state: 'well', found: definition },
    await look('settings', () => examineSettings(project)),
    await look('state', () => examineState(project)),
    await look('database', () => examineDatabase(project)),
    await look('blobs', () => examineBlobs(project, context)),
    ...[await examineGarbage(project)].flatMap((found) => found ?? []),
    await look('drafts', () => examineDrafts(project)),
    await look('disk', () => examineDisk(project)),
    await look('clock', () => examineClock(project)),
    await look('work', () => examineClaims(project)),
    await look('schedules', () => examineSchedules(project)),
    ...(await Promise.all(
      [...sources.values()].map((source) =>
        look(`source ${source.name}`, () => examineSource(project, source)),
      ),
    )),
  ]
}

async function look(what: string, work: () => Promise<Look>): Promise<Finding> {
  try {
    return { what, ...(await work()) }
  } catch (error) {
    return { what, ...toLook(error) }
  }
}

function toLook(error: unknown): Look {
  const found = error instanceof Error ? error.message : String(error)
  const hint = isSwellError(error) ? error.hint : undefined
  return { state: 'wrong', found, ...(hint === undefined ? {} : { fix: hint }) }
}

async function openProject(
  context: CommandContext,
): Promise<{ readonly project: OpenedProject } | { readonly finding: Finding }> {
  try {
    return { project: await context.open() }
  } catch (error) {
    const isState = isSwellError(error) && /^storage\.|stateNotWritable/.test(error.code)
    return { finding: { what: isState ? 'state' : 'project', ...toLook(error) } }
  }
}

function examineNode(): Look {
  const [major = 0] = process.versions.node.split('.').map(Number)
  if (major >= 24) return { state: 'well', found: process.version }
  return {
    state: 'wrong',
    found: process.version,
    fix: 'Groundswell needs Node 24: run `npm install` again.',
  }
}

function examineDashboard(): Look {
  const found = findPackageAsset('dist/ui/index.html')
  if (found !== undefined) return { state: 'well', found: 'built' }
  return { state: 'wrong', found: 'not built', fix: 'Build it: `npm run build` in the checkout.' }
}

async function examinePort(port: number): Promise<Look> {
  const server = createServer()
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject)
      server.listen({ port, host: '127.0.0.1' }, resolve)
    })
    await new Promise((resolve) => server.close(resolve))
    return { state: 'well', found: 'free' }
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    const fix = `If that isn’t \`swell up\` of this project, take another: swell up --port ${port + 1}`
    if (code === 'EADDRINUSE') return { state: 'note', found: 'in use', fix }
    return { state: 'wrong', found: code, fix }
  }
}

async function examineState({ state }: OpenedProject): Promise<Look> {
  await access(state, constants.R_OK | constants.W_OK)
  return { state: 'well', found: `${state} is writable` }
}

async function examineDrafts({ state }: OpenedProject): Promise<Look> {
  const count = await removeOrphanDrafts(`${state}/blobs`)
  return {
    state: 'well',
    found: count === 0 ? 'none left behind' : `${count} of dead processes were removed`,
  }
}

async function examineDisk(project: OpenedProject): Promise<Look> {
  const { freeBytes, isEnough } = await measureDisk(project)
  const found = `${writeBytes(freeBytes)} free`
  if (isEnough) return { state: 'well', found }
  return {
    state: 'wrong',
    found,
    fix: 'Make room, or set SWELL_STATE to a folder on a larger disk.',
  }
}

async function examineSource(project: OpenedProject, source: Source): Promise<Look> {
  const files = await listSource(project, source)
  const place = maskSecrets(sourcePlace(source, project.settings))
  return { state: 'well', found: `${writeCounted(files.length, 'file')} at ${place}` }
}
