import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { renderCommandReference } from '../../scripts/render-command-reference.ts'
import { commands } from '../../src/cli/commands.ts'
import { renderCommandHelp } from '../../src/cli/command-help.ts'
import { describeInput } from '../../src/cli/describe-input.ts'
import { globalOptions } from '../../src/cli/global-options.ts'
import { plainStyle } from '../../src/cli/style.ts'
import { root } from '../architecture/source-files.ts'

const loaded = await Promise.all(
  commands.map(async (entry) => [entry, await entry.load()] as const),
)

test('what help says of a command before it is loaded is what the command says', () => {
  assert.deepEqual(
    loaded.map(([{ name, summary }]) => ({ name, summary })),
    loaded.map(([, { name, summary }]) => ({ name, summary })),
  )
})

test('each command has examples that begin with it, and its help shows them', () => {
  for (const [{ name }, command] of loaded) {
    assert.ok(command.examples.length > 0, name)
    const help = renderCommandHelp(command, plainStyle)
    for (const example of command.examples) {
      assert.ok(example.startsWith(`swell ${name}`), example)
      assert.ok(help.includes(example), name)
    }
  }
})

test('each argument and option says what it is, and hides none of every command but --version', () => {
  const taken = globalOptions.map(({ name }): string => name).filter((name) => name !== 'version')
  for (const [{ name }, command] of loaded) {
    for (const field of describeInput(command)) {
      assert.notEqual(field.about, '', `${name}: ${field.written}`)
      assert.ok(!taken.includes(field.option), `${name}: ${field.written}`)
    }
  }
})

test('no two commands have one name', () => {
  const names = commands.map(({ name }) => name)
  assert.deepEqual(names, [...new Set(names)])
})

test('docs/commands.md is what the commands say', () => {
  assert.equal(
    readFileSync(join(root, 'docs/commands.md'), 'utf8'),
    renderCommandReference(loaded.map(([, command]) => command)),
    'Write it again: node --import ./scripts/register-source.mjs scripts/write-command-reference.ts',
  )
})
