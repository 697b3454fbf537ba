import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import {
  findMisplacedPackages,
  findRanges,
  findUndocumented,
  type Manifest,
} from './dependencies.ts'
import { readFiles, root } from './source-files.ts'

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest

const small: Manifest = {
  dependencies: { fastify: '5.0.0', zod: '^4.0.0' },
  devDependencies: { react: '19.0.0' },
  optionalDependencies: {},
}

test('each dependency has a reason on its page, and nothing else stands there', () => {
  const page = readFileSync(join(root, 'docs/dependencies.md'), 'utf8')
  assert.deepEqual(findUndocumented(page, manifest), [])
})

test('heavy packages are known to their own folders only, and all are named in package.json', () => {
  const isCode = (path: string) =>
    /^(src|test|bench|examples|scripts)\/.*\.(tsx?|mjs)$/.test(path) &&
    !path.includes('/templates/')
  assert.deepEqual(findMisplacedPackages(readFiles(isCode), manifest), [])
})

test('dependencies have exact versions', () => {
  assert.deepEqual(findRanges(manifest), [])
})

test('a package in the wrong place, an unknown one, and a bundled engine are found', () => {
  const files = [
    { path: 'src/data/a.ts', text: `import fastify from 'fastify'` },
    { path: 'src/data/b.ts', text: `import _ from 'lodash/fp'` },
    { path: 'src/server/c.ts', text: `import { createElement } from 'react'` },
    { path: 'src/ui/d.tsx', text: `import { z } from 'zod'` },
    { path: 'src/server/good.ts', text: `import fastify from 'fastify'` },
    { path: 'examples/surf/good.ts', text: `import { text } from 'groundswell'` },
  ]
  assert.deepEqual(findMisplacedPackages(files, small), [
    'src/data/a.ts imports fastify, which only server may know',
    `src/data/b.ts imports lodash, which package.json doesn't name`,
    `src/server/c.ts imports react, which package.json doesn't name`,
    'src/ui/d.tsx bundles zod',
  ])
})

test('a page that lacks one, has one too many, or says nothing is found', () => {
  const page = '| `fastify` | fast |\n| `left-pad` | pads texts on the left |\n'
  assert.deepEqual(findUndocumented(page, small), [
    'zod has no reason',
    'react has no reason',
    'left-pad is not used',
    'fastify has a thin reason',
  ])
})

test('a range of versions is found', () => {
  assert.deepEqual(findRanges(small), ['zod: ^4.0.0'])
})
