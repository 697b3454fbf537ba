import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test, type TestContext } from 'node:test'
import { systemClock } from '../../src/base/index.ts'
import {
  exportRuns,
  fileStore,
  importRuns,
  serverStore,
  sqlExperimentStore,
  sqlLoggedFiles,
  sqlLoggedRunStore,
  sqliteStore,
} from '../../src/tracking/index.ts'
import type { OpenedProject } from '../../src/project/index.ts'
import { startLogbook } from '../server/mlflow/start-logbook.ts'

const run = 'a1'.repeat(16)

async function folderOf(t: TestContext): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'groundswell-import-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  return folder
}

async function write(root: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(root, path, '..'), { recursive: true })
    await writeFile(join(root, path), text)
  }
}

function storesOf({ database: session, blobs }: OpenedProject) {
  return {
    experiments: sqlExperimentStore({ session, now: systemClock }),
    runs: sqlLoggedRunStore({ session, now: systemClock }),
    files: sqlLoggedFiles(session),
    blobs,
  }
}

/** As MLflow 2 writes it. */
const mlruns = {
  '1/meta.yaml':
    "artifact_location: file:///x\nexperiment_id: '1'\nlifecycle_stage: active\nname: tides\n",
  '1/tags/sea': 'north',
  [`1/${run}/meta.yaml`]: `artifact_uri: file:///x\nend_time: 2000\nexperiment_id: '1'\nlifecycle_stage: deleted\nrun_id: ${run}\nrun_name: first\nstart_time: 1000\nstatus: 4\nuser_id: ada\n`,
  [`1/${run}/params/depth`]: '3',
  [`1/${run}/params/name/of harbour`]: 'Galway',
  [`1/${run}/tags/mlflow.parentRunId`]: 'b2',
  [`1/${run}/metrics/loss`]: '1000 0.5 0\n1001 0.25 1\n1002 nan 2\n',
  [`1/${run}/metrics/r2/train`]: '1003 inf 7 tides 12ab\n',
  [`1/${run}/artifacts/model/weights.bin`]: 'weights',
  [`1/${run}/inputs/i1/meta.yaml`]:
    'source_id: d1\nsource_type: DATASET\ntags: {mlflow.data.context: training}\n',
  '1/datasets/d1/meta.yaml': 'name: tides\ndigest: 12ab\nsource_type: local\nsource: "{}"\n',
}

async function assertTaken(project: OpenedProject): Promise<void> {
  const { runs, experiments, files, blobs } = storesOf(project)
  const found = await runs.get(run)
  const { name, status, startMs, endMs, lifecycle, userName, params } = found
  assert.deepEqual(
    { name, status, startMs, endMs, lifecycle, userName, params },
    {
      name: 'first',
      status: 'FAILED',
      startMs: 1000,
      endMs: 2000,
      lifecycle: 'deleted',
      userName: 'ada',
      params: [
        { key: 'depth', value: '3' },
        { key: 'name/of harbour', value: 'Galway' },
      ],
    },
  )
  assert.ok(found.tags.some(({ key, value }) => key === 'mlflow.parentRunId' && value === 'b2'))
  assert.equal((await experiments.get(found.experimentId)).name, 'tides')
  const { items } = await runs.listHistory(run, 'loss')
  assert.deepEqual(
    items.map(({ step, atMs, value }) => [step, atMs, value]),
    [
      [0, 1000, 0.5],
      [1, 1001, 0.25],
      [2, 1002, Number.NaN],
    ],
  )
  assert.equal((await runs.listHistory(run, 'r2/train')).items[0]?.value, Number.MAX_VALUE)
  assert.deepEqual(
    found.datasets.map((dataset) => [dataset.name, dataset.digest, dataset.tags]),
    [['tides', '12ab', [{ key: 'mlflow.data.context', value: 'training' }]]],
  )
  const root = found.artifactUri.replace('mlflow-artifacts:/', '')
  const file = await files.find(`${root}/model/weights.bin`)
  assert.ok(file !== undefined)
  assert.equal(Buffer.from(await blobs.get(file.digest)).toString(), 'weights')
}

test('a folder of MLflow is taken over whole, once', async (t) => {
  const folder = await folderOf(t)
  await write(folder, mlruns)
  const { project } = await startLogbook(t)
  const made = await importRuns(project, fileStore(folder))
  assert.deepEqual(made, {
    runCount: 1,
    knownCount: 0,
    experimentCount: 1,
    pointCount: 4,
    fileCount: 1,
  })
  await assertTaken(project)
  assert.deepEqual(await importRuns(project, fileStore(folder)), {
    runCount: 0,
    knownCount: 1,
    experimentCount: 0,
    pointCount: 0,
    fileCount: 0,
  })
})

test('what is exported as a folder, or asked of a running server, is taken over as it was', async (t) => {
  const folder = await folderOf(t)
  await write(folder, mlruns)
  const first = await startLogbook(t)
  await importRuns(first.project, fileStore(folder))
  const target = join(folder, 'exported')
  await exportRuns(storesOf(first.project), [run], target)
  assert.equal(
    await readFile(join(target, '1', run, 'metrics/r2/train'), 'utf8'),
    '1003 1.7976931348623157e+308 7\n',
  )
  const second = await startLogbook(t)
  await importRuns(second.project, fileStore(target))
  await assertTaken(second.project)
  const third = await startLogbook(t)
  const made = await importRuns(third.project, serverStore(first.url))
  assert.deepEqual([made.runCount, made.pointCount, made.fileCount], [1, 4, 1])
  await assertTaken(third.project)
})

test('a SQLite file of MLflow is taken over, and leads to no file outside of its folder', async (t) => {
  const folder = await folderOf(t)
  const path = join(folder, 'mlflow.db')
  await write(folder, {
    [`mlartifacts/1/${run}/artifacts/model/weights.bin`]: 'weights',
    'secret/passwd': 'root',
  })
  const database = new DatabaseSync(path)
  database.exec(`
    create table experiments (experiment_id integer, name text, artifact_location text, lifecycle_stage text, creation_time bigint, last_update_time bigint);
    create table experiment_tags (key text, value text, experiment_id integer);
    create table runs (run_uuid text, name text, user_id text, status text, start_time bigint, end_time bigint, lifecycle_stage text, artifact_uri text, experiment_id integer);
    create table params (key text, value text, run_uuid text);
    create table tags (key text, value text, run_uuid text);
    create table metrics (key text, value double, timestamp bigint, run_uuid text, step bigint, is_nan boolean);
    create table datasets (dataset_uuid text, name text, digest text, dataset_source_type text, dataset_source text, dataset_schema text, dataset_profile text);
    create table inputs (input_uuid text, source_type text, source_id text, destination_type text, destination_id text);
    create table input_tags (input_uuid text, name text, value text);
    insert into experiments values (1, 'tides', 'mlflow-artifacts:/1', 'active', 1, 1);
    insert into runs values ('${run}', 'first', 'ada', 'FAILED', 1000, 2000, 'deleted', 'mlflow-artifacts:/1/${run}/artifacts', 1);
    insert into runs values ('${'b3'.repeat(16)}', 'sly', 'eve', 'FINISHED', 1000, 2000, 'active', 'file://${folder}/../', 1);
    insert into runs values ('${'b4'.repeat(16)}', 'sly', 'eve', 'FINISHED', 1000, 2000, 'active', 'mlflow-artifacts:/../secret', 1);
    insert into params values ('depth', '3', '${run}'), ('name/of harbour', 'Galway', '${run}');
    insert into tags values ('mlflow.parentRunId', 'b2', '${run}');
    insert into metrics values ('loss', 0.5, 1000, '${run}', 0, 0), ('loss', 0.25, 1001, '${run}', 1, 0), ('loss', 0, 1002, '${run}', 2, 1), ('r2/train', 1.7976931348623157e308, 1003, '${run}', 7, 0);
    insert into datasets values ('d1', 'tides', '12ab', 'local', '{}', null, null);
    insert into inputs values ('i1', 'DATASET', 'd1', 'RUN', '${run}');
    insert into input_tags values ('i1', 'mlflow.data.context', 'training');
  `)
  database.close()
  const { project } = await startLogbook(t)
  const made = await importRuns(project, sqliteStore(path))
  assert.deepEqual([made.runCount, made.fileCount], [3, 1])
  await assertTaken(project)
})
