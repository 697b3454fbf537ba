import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { test } from 'node:test'
import { promisify } from 'node:util'

const root = new URL('../../', import.meta.url)
const readme = await readFile(new URL('README.md', root), 'utf8')

/** The code blocks of a language. */
function blocks(language: string): string[] {
  const pattern = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms')
  return [...readme.matchAll(pattern)].flatMap((match) => match[1] ?? [])
}

test('the definitions that the README shows are those that the compiler has checked', async () => {
  const compiled = await readFile(new URL('readme-project.ts', import.meta.url), 'utf8')
  const [shown = ''] = blocks('ts')
  assert.notEqual(shown, '')
  for (const definition of shown.trim().split('\n\n')) {
    assert.ok(compiled.includes(definition), `not in readme-project.ts:\n${definition}`)
  }
})

test('every swell command that the README names has a help text', async () => {
  const named = [...readme.matchAll(/`swell ([^`]+)`/g)].map((match) => commandOf(match[1] ?? ''))
  const commands = [...new Set(named)]
  assert.ok(commands.length >= 10, `only ${commands.join(', ')}`)
  const run = promisify(execFile)
  const launcher = fileURLToPath(new URL('bin/swell.mjs', root))
  for (const command of commands) {
    const args = [launcher, ...command.split(' '), '--help']
    const { stdout } = await run(process.execPath, args)
    assert.match(stdout, new RegExp(`swell ${command}`), `swell ${command} --help`)
  }
})

test('every npm script that the README names exists', async () => {
  const manifest = JSON.parse(await readFile(new URL('package.json', root), 'utf8')) as {
    scripts: Record<string, string>
  }
  const named = [...readme.matchAll(/npm (?:run )?(start|test|[a-z]+:?[a-z]*)/g)]
    .map((match) => match[1] ?? '')
    .filter((name) => !['install', 'pack', 'run', 'registry'].includes(name))
  for (const name of named) assert.ok(name in manifest.scripts, `npm ${name}`)
})

/** `models promote` of `models promote surf-height --reason x`: words up to the first that is a value. */
function commandOf(line: string): string {
  const nouns = ['group', 'view', 'models', 'service', 'site', 'runs', 'data', 'schedule']
  const [first = '', second = ''] = line.split(' ')
  return nouns.includes(first) ? `${first} ${second}` : first
}
