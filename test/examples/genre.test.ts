import assert from 'node:assert/strict'
import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { root } from '../architecture/source-files.ts'
import { temporaryFolder } from '../cli/make-fixture.ts'
import { runSwell } from '../cli/run-swell.ts'

/** With scikit-learn, skl2onnx and a client of MLflow (examples/genre/python/requirements.txt). */
const python = process.env['GENRE_PYTHON']

const small = { SWELL_SET_SAMPLE_ROWS: '700', SWELL_SET_TREES: '5' }

interface Reply {
  readonly steps: readonly { readonly name: string; readonly output: unknown }[]
}

function makeProject() {
  const cwd = join(temporaryFolder('genre'), 'genre')
  cpSync(join(root, 'examples/genre'), cwd, {
    recursive: true,
    filter: (path) => !/\/(?:\.swell|data|deliveries|results\.html)$/.test(path),
  })
  const env = { ...small, ...(python === undefined ? {} : { GENRE_PYTHON: python }) }
  const swell = (...args: readonly string[]) => runSwell([...args, '--json'], { cwd, env })
  return { cwd, swell }
}

test('songs become a version and a page, and a delivery that is louder is refused', async () => {
  const { cwd, swell } = makeProject()
  assert.equal((await swell('run', 'samples')).code, 0)
  const first = await swell('run', 'genres')
  assert.equal(first.code, 0, first.stderr)
  const { steps } = JSON.parse(first.stdout) as Reply
  assert.deepEqual(
    steps.map(({ name }) => name),
    [
      'download',
      'preprocess',
      'check',
      'load',
      'freeze-sounds',
      'train-genre',
      'promote-genre',
      'results',
    ],
  )
  const page = readFileSync(join(cwd, 'results.html'), 'utf8')
  assert.match(page, /Version 1 \(random forest/)
  assert.match(page, /<dt>oneVsOneAuc<\/dt><dd>0\.[78]\d+<\/dd>/)
  const learned = "tags.`swell.kind` = 'training' AND datasets.name = 'sounds'"
  const { stdout: found } = await swell('runs', 'search', learned)
  assert.equal((JSON.parse(found) as { runs: unknown[] }).runs.length, 1)
  const louder = await swell('run', 'genres', '--set', 'sample=deliveries/songs2.csv')
  assert.equal(louder.code, 6)
  assert.match(louder.stderr, /corrected by Šidák: loudness differs/)
})

test(
  'a forest of Python is logged, registered and asked for the same page',
  { skip: python === undefined ? 'GENRE_PYTHON names no Python' : false },
  async () => {
    const { cwd, swell } = makeProject()
    await swell('run', 'samples')
    const made = await swell('run', 'genres-in-python')
    assert.equal(made.code, 0, made.stderr)
    const page = readFileSync(join(cwd, 'results.html'), 'utf8')
    assert.match(page, /Version 1 /)
    assert.match(page, /<dt>oneVsOneAuc<\/dt><dd>0\.[78]\d+<\/dd>/)
    const filter = "tags.mlflow.runName = 'forest' AND params.trees = '5' AND status = 'FINISHED'"
    const { stdout } = await swell('runs', 'search', filter)
    const { runs } = JSON.parse(stdout) as { runs: { parentId: string; experiment: string }[] }
    const [run] = runs
    assert.equal(run?.experiment, 'genres-in-python')
    assert.match(run.parentId, /^run_/)
  },
)
