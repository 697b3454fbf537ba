import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readFiles, readSource } from './source-files.ts'
import { findLocalText, findSourcePaths } from './tracked-text.ts'

test('nothing that is tracked names a path of one machine or the host of a registry', () => {
  const isText = (path: string) => !/\.(png|ico|woff2?|parquet|onnx|gz)$/.test(path)
  assert.deepEqual(findLocalText(readFiles(isText)), [])
})

test('a home folder and a registry are found, a route and a relative path are not', () => {
  const host = ['registry', 'example', 'org'].join('.')
  const home = ['', 'home', 'ada', 'surf'].join('/')
  const text = [`resolved: https://${host}/a.tgz`, `see ${home}`, 'GET /services/surf', '../home/a']
  assert.deepEqual(findLocalText([{ path: 'a.md', text: text.join('\n') }]), [
    'a.md:1 names the host of a registry',
    'a.md:2 names a path of one machine',
  ])
})

test('no code reaches for a source file that the compiled package lacks', () => {
  assert.deepEqual(findSourcePaths(readSource()), [])
  const text = `new Worker(new URL('./work.ts', import.meta.url))`
  assert.deepEqual(findSourcePaths([{ path: 'src/a.ts', text }]), [
    'src/a.ts names a file that is called .js once compiled',
  ])
})
