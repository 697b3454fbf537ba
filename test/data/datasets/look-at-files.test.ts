import assert from 'node:assert/strict'
import { lstatSync } from 'node:fs'
import { appendFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { lookTheSame, type FileLooks } from '../../../src/data/datasets/look-at-files.ts'
import { temporaryFolder } from '../../storage/temporary-folder.ts'

for (const count of [3, 2000]) {
  test(`of ${count} files one that differs is found, wherever it stands`, async (t) => {
    const folder = await temporaryFolder(t)
    for (const name of ['a', 'b', 'c']) await writeFile(join(folder, name), name)
    const looks = looksOf(folder, count)
    assert.equal(lookTheSame(looks), true)
    for (const at of [0, count - 1]) {
      const stats = looks.stats.slice()
      stats[at * 4 + 1] = Number.NaN
      assert.equal(lookTheSame({ ...looks, stats }), false)
    }
    await appendFile(join(folder, 'b'), 'more')
    assert.equal(lookTheSame(looks), false)
    await rm(join(folder, 'b'))
    assert.equal(lookTheSame(looks), false)
  })
}

/** The same few files again and again. */
function looksOf(folder: string, fileCount: number): FileLooks {
  const paths = Array.from({ length: fileCount }, (_, at) => ['a', 'b', 'c'][at % 3] ?? '')
  const found = new Map(['a', 'b', 'c'].map((name) => [name, lstatSync(join(folder, name))]))
  const stats = paths.flatMap((path) => {
    const { size = 0, mtimeMs = 0, ctimeMs = 0, ino = 0 } = found.get(path) ?? {}
    return [size, mtimeMs, ctimeMs, ino]
  })
  return { folder, paths: paths.join('\0'), stats: Float64Array.from(stats) }
}
