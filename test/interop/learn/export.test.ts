import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { promisify } from 'node:util'
import { exportVersion } from '../../../src/registry/index.ts'
import { trainModel } from '../../../src/training/index.ts'
import { root } from '../../architecture/source-files.ts'
import { freezeSurf, surfHeight, trainingLab, trainOptions } from '../../training/training-lab.ts'

const run = promisify(execFile)
const python = process.env['GROUNDSWELL_PYTHON'] ?? join(root, '.venv/bin/python')
const skip = existsSync(python) ? false : 'no Python with onnxruntime: .ci/run installs one'

async function exported(t: TestContext) {
  const lab = await trainingLab(t)
  const version = await trainModel(lab, surfHeight, await freezeSurf(lab), trainOptions)
  const folder = await mkdtemp(join(tmpdir(), 'groundswell-export-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  await exportVersion(lab.blobs, version, { folder, card: '# surf-height\n' })
  const example = JSON.parse(await readFile(join(folder, 'example.json'), 'utf8')) as {
    prediction: number
  }[]
  return { folder, wanted: example.map(({ prediction }) => prediction) }
}

function assertNear(text: string, wanted: readonly number[]): void {
  const said = JSON.parse(text) as number[]
  assert.equal(said.length, wanted.length)
  for (const [row, value] of wanted.entries()) {
    assert.ok(Math.abs((said[row] ?? 0) - value) < 1e-5 * Math.max(1, Math.abs(value)))
  }
}

test('an exported version predicts its example in Python, without us', { skip }, async (t) => {
  const { folder, wanted } = await exported(t)
  assertNear((await run(python, [join(folder, 'predict.py')])).stdout, wanted)
})

test('an exported version predicts its example in TypeScript, without us', async (t) => {
  const { folder, wanted } = await exported(t)
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  assertNear((await run(process.execPath, [join(folder, 'predict.ts')])).stdout, wanted)
})
