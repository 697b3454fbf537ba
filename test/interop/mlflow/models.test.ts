import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { startLogbook } from '../../server/mlflow/start-logbook.ts'
import { clientVersions, noClient, runClient } from './run-client.ts'

for (const version of clientVersions) {
  const skip = noClient(version)
  test(
    `models that MLflow ${version} logs are loaded, registered and found as with MLflow itself`,
    { skip },
    async (t) => {
      const { url } = await startLogbook(t)
      const golden = await readFile(join(import.meta.dirname, 'golden/models.json'), 'utf8')
      assert.deepEqual(await runClient(version, 'models.py', url), JSON.parse(golden))
    },
  )
}
