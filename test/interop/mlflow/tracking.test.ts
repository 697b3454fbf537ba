import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { startLogbook } from '../../server/mlflow/start-logbook.ts'
import { clientVersions, noClient, runClient } from './run-client.ts'

for (const version of clientVersions) {
  const skip = noClient(version)
  test(
    `a program with MLflow ${version} reads here what it reads of MLflow itself`,
    { skip },
    async (t) => {
      const { url } = await startLogbook(t)
      const golden = await readFile(join(import.meta.dirname, 'golden/tracking.json'), 'utf8')
      assert.deepEqual(await runClient(version, 'tracking.py', url), JSON.parse(golden))
    },
  )
}
