import assert from 'node:assert/strict'
import { utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { silentLog } from '../../src/base/index.ts'
import { definePipeline, runPipeline, type EventTrigger } from '../../src/pipelines/index.ts'
import {
  defineProject,
  loadStep,
  openProject,
  projectHappenings,
  settingsIn,
} from '../../src/project/index.ts'
import type { AliasMove, AliasMoveId } from '../../src/registry/index.ts'
import { deliverDays, levels } from '../features/levels.ts'
import { noon } from '../storage/temporary-database.ts'
import { temporaryProject } from './temporary-project.ts'

const refresh = definePipeline({ name: 'refresh', steps: [loadStep(levels)] })
const definition = defineProject({ name: 'coast', groups: [levels], pipelines: [refresh] })

async function openCoast(t: TestContext) {
  const root = await temporaryProject(t, {})
  let now = noon
  const options = { root, settings: {}, environment: {}, log: silentLog }
  const project = await openProject(definition, {
    ...options,
    now: () => (now = new Date(now.getTime() + 1)),
  })
  t.after(() => project.close())
  const load = async (day: number) => {
    await deliverDays(root, [day])
    const deps = { ...project, stepDeps: project, withSettings: settingsIn(project) }
    const { run, failure } = await runPipeline(deps, refresh)
    assert.equal(failure, undefined)
    return run.id
  }
  return { root, project, load }
}

test('a commit has happened for other pipelines than the one that made it', async (t) => {
  const { project, load } = await openCoast(t)
  const { since } = projectHappenings(project)
  const trigger: EventTrigger = { kind: 'commit', group: 'levels' }
  await load(1)
  const first = await since(trigger, undefined, 'train')
  assert.deepEqual(first.occasions, [])
  await load(2)
  await load(3)
  const commits = await project.commits.list('levels')
  const later = await since(trigger, first.cursor, 'train')
  assert.deepEqual(
    later.occasions.map(({ id }) => id),
    commits.slice(1).map(({ id }) => `commit ${id}`),
  )
  assert.deepEqual((await since(trigger, later.cursor, 'train')).occasions, [])
  assert.deepEqual(await since(trigger, first.cursor, 'refresh'), { ...later, occasions: [] })
})

test('a run of a pipeline that succeeded has happened, also the very first', async (t) => {
  const { project, load } = await openCoast(t)
  const { since } = projectHappenings(project)
  const trigger: EventTrigger = { kind: 'pipeline', pipeline: 'refresh' }
  const { cursor } = await since(trigger, undefined, 'train')
  const runs = [await load(1), await load(2)]
  const { occasions, cursor: then } = await since(trigger, cursor, 'train')
  assert.deepEqual(
    occasions.map(({ id }) => id),
    runs.map((id) => `after ${id}`),
  )
  assert.deepEqual((await since(trigger, then, 'train')).occasions, [])
})

test('a file that came or changed has happened once it is written to its end', async (t) => {
  const { root, project } = await openCoast(t)
  const { since } = projectHappenings(project)
  const trigger: EventTrigger = { kind: 'files', glob: 'inbox-*.csv' }
  const write = async (name: string, text: string, agoMs: number) => {
    await writeFile(join(root, name), text)
    const moment = new Date(Date.now() - agoMs)
    await utimes(join(root, name), moment, moment)
  }
  await write('inbox-old.csv', 'a', 60_000)
  let { cursor } = await since(trigger, undefined, 'load')
  const look = async () => {
    const happened = await since(trigger, cursor, 'load')
    ;({ cursor } = happened)
    return happened.occasions.map(({ reason }) => reason)
  }
  await write('inbox-new.csv', 'b', 0)
  await write('other.csv', 'b', 60_000)
  assert.deepEqual(await look(), [])
  await write('inbox-new.csv', 'b', 30_000)
  assert.deepEqual(await look(), ['inbox-new.csv came'])
  assert.deepEqual(await look(), [])
  await write('inbox-old.csv', 'changed', 20_000)
  assert.deepEqual(await look(), ['inbox-old.csv came'])
})

test('a move of the alias has happened, of other aliases not', async (t) => {
  const { project } = await openCoast(t)
  const move = (number: number, alias: string): AliasMove => ({
    id: `mov_${number}` as AliasMoveId,
    model: 'height',
    alias,
    from: undefined,
    to: number,
    movedAt: new Date(noon.getTime() + number),
    by: 'ada',
    reason: undefined,
    gates: [],
    sequence: number,
    examinationId: undefined,
  })
  const moves: AliasMove[] = [move(1, 'champion')]
  const models = { ...project.models, listMoves: () => Promise.resolve(moves.toReversed()) }
  const { since } = projectHappenings({ ...project, models })
  const trigger: EventTrigger = { kind: 'alias', model: 'height', alias: 'champion' }
  const { cursor } = await since(trigger, undefined, 'score')
  moves.push(move(2, 'challenger'), move(3, 'champion'))
  const { occasions } = await since(trigger, cursor, 'score')
  assert.deepEqual(
    occasions.map(({ reason }) => reason),
    ['champion of height moved to version 3'],
  )
})
