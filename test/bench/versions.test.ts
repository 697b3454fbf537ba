import assert from 'node:assert/strict'
import { test } from 'node:test'
import { benchVersions } from '../../bench/versions.ts'

test('the benchmark of versions measures adding and status, at small sizes too', async () => {
  const rows = await benchVersions({ withPeers: false }, { fileBytes: 100_000, fileCount: 200 })
  assert.deepEqual(
    rows.map(({ work, target }) => [work, target]),
    [
      ['add a file of 0 MB to a dataset', 1.3],
      ['add 200 small files to a dataset', 1.3],
      ['status of 200 unchanged files', 1],
      ['status of 200 unchanged files, whole command', 1],
    ],
  )
})
