import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test, type TestContext } from 'node:test'
import type { OpenedProject } from '../../src/project/index.ts'
import { importVersions, sqlModelNotes } from '../../src/registry/index.ts'
import { fileStore, serverStore, sqliteStore, type ForeignStore } from '../../src/tracking/index.ts'
import { startLogbook } from '../server/mlflow/start-logbook.ts'
import { temporaryFolder } from '../storage/temporary-folder.ts'

const run = 'a1'.repeat(16)
const model = `m-${'b2'.repeat(16)}`

function importInto(project: OpenedProject, store: ForeignStore) {
  const isDefined = (name: string) => name === 'defined'
  return importVersions({ ...project, notes: sqlModelNotes(project), isDefined }, store)
}

/** What is to be seen of the two versions, 1 and 3, of which the second was deleted. */
async function assertTaken(project: OpenedProject): Promise<void> {
  const notes = sqlModelNotes(project)
  const [newest, oldest, ...others] = await project.models.list('tide-model')
  assert.deepEqual([newest?.version, oldest?.version, others], [3, 1, []])
  const digest = newest?.files['weights.bin']
  assert.ok(digest)
  assert.equal(Buffer.from(await project.blobs.get(digest)).toString(), 'weights')
  const { description, tags, mlflowStage } = await notes.get('tide-model', 3)
  assert.deepEqual([description, tags, mlflowStage], ['deeper', { sea: 'north' }, 'Production'])
  const aliases = await project.models.listAliases('tide-model')
  assert.deepEqual(
    aliases.map(({ alias, version }) => [alias, version]),
    [['champion', 3]],
  )
  const registered = await notes.getModel('tide-model')
  assert.deepEqual([registered.description, registered.tags], ['of tides', { team: 'sea' }])
}

async function write(root: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true })
    await writeFile(join(root, path), text)
  }
}

test('the registry of a file store is taken over under its own numbers, once', async (t) => {
  const root = await temporaryFolder(t)
  const version = (number: number, rest: string) =>
    `creation_timestamp: 5\nname: tide-model\nversion: ${number}\nrun_id: ${run}\n${rest}`
  await write(root, {
    'models/tide-model/meta.yaml': 'name: tide-model\ndescription: of tides\n',
    'models/tide-model/tags/team': 'sea',
    'models/tide-model/aliases/champion': '3',
    'models/tide-model/version-1/meta.yaml': version(1, `source: /elsewhere/etc\n`),
    'models/tide-model/version-2/meta.yaml': version(2, 'current_stage: Deleted_Internal\n'),
    'models/tide-model/version-3/meta.yaml': version(
      3,
      `current_stage: Production\ndescription: deeper\nsource: file:///old/1/${run}/artifacts/model\n`,
    ),
    'models/tide-model/version-3/tags/sea': 'north',
    [`1/${run}/artifacts/model/weights.bin`]: 'weights',
  })
  const { project } = await startLogbook(t)
  const made = await importInto(project, fileStore(root))
  assert.deepEqual(made, { versionCount: 2, knownCount: 0, aliasCount: 1 })
  await assertTaken(project)
  const again = await importInto(project, fileStore(root))
  assert.deepEqual(again, { versionCount: 0, knownCount: 2, aliasCount: 0 })
})

test('the registry of a SQLite file is taken over, and no file beyond its folder', async (t) => {
  const root = await temporaryFolder(t)
  const path = join(root, 'mlflow.db')
  const database = new DatabaseSync(path)
  database.exec(`
    create table registered_models (name, description, creation_time);
    create table registered_model_tags (name, key, value);
    create table registered_model_aliases (name, alias, version);
    create table model_versions (name, version, creation_time, description, current_stage, source, run_id, storage_location);
    create table model_version_tags (name, version, key, value);
    create table logged_models (model_id, artifact_location);
    insert into registered_models values ('tide-model', 'of tides', 1);
    insert into registered_model_tags values ('tide-model', 'team', 'sea');
    insert into registered_model_aliases values ('tide-model', 'champion', 3);
    insert into model_versions values
      ('tide-model', 1, 5, null, 'None', '/etc', '${run}', null),
      ('tide-model', 2, 5, null, 'Deleted_Internal', '', null, null),
      ('tide-model', 3, 5, 'deeper', 'Production', 'models:/${model}', '${run}', null);
    insert into model_version_tags values ('tide-model', 3, 'sea', 'north');
    insert into logged_models values ('${model}', 'mlflow-artifacts:/1/models/${model}/artifacts');`)
  database.close()
  await write(root, { [`mlartifacts/1/models/${model}/artifacts/weights.bin`]: 'weights' })
  const { project } = await startLogbook(t)
  const made = await importInto(project, sqliteStore(path))
  assert.deepEqual(made, { versionCount: 2, knownCount: 0, aliasCount: 1 })
  await assertTaken(project)
  assert.deepEqual((await project.models.find('tide-model', 1))?.files, {})
})

async function fillServer(t: TestContext): Promise<string> {
  const { url } = await startLogbook(t)
  const ask = async (method: string, path: string, body: unknown) => {
    const response = await fetch(`${url}/api/2.0/${path}`, {
      method,
      headers: { 'content-type': typeof body === 'string' ? 'text/plain' : 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
    assert.equal(response.status, 200, path)
  }
  await ask('PUT', 'mlflow-artifacts/artifacts/0/x/artifacts/model/weights.bin', 'weights')
  const name = 'tide-model'
  await ask('POST', 'mlflow/registered-models/create', {
    name,
    description: 'of tides',
    tags: [{ key: 'team', value: 'sea' }],
  })
  const source = 'mlflow-artifacts:/0/x/artifacts/model'
  for (const rest of [{}, {}, { description: 'deeper', tags: [{ key: 'sea', value: 'north' }] }]) {
    await ask('POST', 'mlflow/model-versions/create', { name, source, ...rest })
  }
  await ask('DELETE', 'mlflow/model-versions/delete', { name, version: '2' })
  const stage = { name, version: '3', stage: 'Production' }
  await ask('POST', 'mlflow/model-versions/transition-stage', stage)
  await ask('POST', 'mlflow/registered-models/alias', { name, alias: 'champion', version: '3' })
  return url
}

test('the registry of a running server is taken over', async (t) => {
  const url = await fillServer(t)
  const { project } = await startLogbook(t)
  const made = await importInto(project, serverStore(url))
  assert.deepEqual(made, { versionCount: 2, knownCount: 0, aliasCount: 1 })
  await assertTaken(project)
})
