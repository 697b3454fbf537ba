import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { test } from 'node:test'
import { temporaryFolder } from './make-fixture.ts'
import { runSwell } from './run-swell.ts'

/** The sum of the numbers in a file, times what the release says. */
const config = (factor: number) => `
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { defineProject, definePipeline, defineSettings, defineStep } from 'groundswell'
const settings = defineSettings({ numbers: { default: 'numbers.txt' }, unit: { default: 'm' } })
const sum = defineStep({
  name: 'sum',
  cache: 'never',
  run: ({ context }) => {
    const { root } = context.deps
    const path = join(context.setting(settings.numbers))
    const numbers = readFileSync(path, 'utf8').split(' ').map(Number)
    const total = numbers.reduce((a, b) => a + b, 0) * ${factor}
    writeFileSync(join(root, 'total.txt'), String(total))
    return total + ' ' + context.setting(settings.unit)
  },
})
const add = definePipeline({ name: 'add', steps: [sum] })
export const project = defineProject({ name: 'sums', settings, pipelines: [add] })
`

/** A repository with the releases 1.0.0 and 1.0.1, the second an annotated tag. */
function makeRepository(): string {
  const root = temporaryFolder('released')
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=ada', '-c', 'user.email=ada@example.org', ...args], {
      cwd: root,
    })
  writeFileSync(join(root, 'package.json'), '{"type":"module"}')
  git('init', '--quiet')
  for (const [tag, factor] of [
    ['1.0.0', 1],
    ['1.0.1', 10],
  ] as const) {
    writeFileSync(join(root, 'swell.config.ts'), config(factor))
    git('add', '.')
    git('commit', '--quiet', '-m', tag)
    git('tag', ...(factor === 1 ? [tag] : ['-a', '-m', tag, tag]))
  }
  writeFileSync(join(root, 'swell.config.ts'), 'what comes next is not ready')
  return root
}

test('a release runs by its tag in an empty folder, with files, settings and state of its own', async () => {
  const repository = makeRepository()
  const cwd = temporaryFolder('empty')
  const env = { XDG_CACHE_HOME: join(cwd, 'cache') }
  mkdirSync(join(cwd, 'new'))
  writeFileSync(join(cwd, 'new/numbers.txt'), '1 2 3')
  writeFileSync(join(cwd, '.env'), 'SWELL_SET_UNIT=km\n')
  const run = async (tag: string) => {
    const args = ['run', `${pathToFileURL(repository).href}#${tag}`]
    const set = ['--set', 'numbers=new/numbers.txt', '--json']
    const { stdout, stderr, code } = await runSwell([...args, ...set], { cwd, env })
    assert.equal(code, 0, stderr)
    const { steps } = JSON.parse(stdout) as { steps: readonly { output: unknown }[] }
    return steps[0]?.output
  }
  assert.equal(await run('1.0.1'), '60 km')
  assert.equal(await run('1.0.0'), '6 km')
  const told = await runSwell(
    ['run', `${repository}#1.0.0`, 'add', '--set', 'numbers=new/numbers.txt', '--env', 'staging'],
    { cwd, env },
  )
  assert.match(told.stdout, /^1 step in .*: 1 done\n$/)
  assert.equal(existsSync(join(cwd, '.swell/environments/staging/metadata.sqlite')), true)
  assert.equal(existsSync(join(cwd, '.swell/metadata.sqlite')), true)
  assert.equal(readFileSync(join(repository, 'swell.config.ts'), 'utf8').startsWith('what'), true)
  assert.equal(existsSync(join(repository, 'total.txt')), false)
})

test('a tag or a repository that is not there is told with what to do', async () => {
  const repository = makeRepository()
  const cwd = temporaryFolder('empty')
  const env = { XDG_CACHE_HOME: join(cwd, 'cache') }
  const tag = await runSwell(['run', `${repository}#1.0.2`], { cwd, env })
  assert.deepEqual([tag.code, tag.stdout], [4, ''])
  assert.match(tag.stderr, /has no tag 1\.0\.2\.[\s\S]*Did you mean 1\.0\.\d\?/)
  const nowhere = await runSwell(['run', './nowhere#1.0.0'], { cwd, env })
  assert.equal(nowhere.code, 7)
  assert.match(nowhere.stderr, /Git can't read \.\/nowhere at 1\.0\.0/)
})
