import assert from 'node:assert/strict'
import { test } from 'node:test'
import { splitArguments } from '../../src/cli/split-arguments.ts'

const known = [{ name: 'port', value: '<number>' }, { name: 'force' }, { name: 'help', short: 'h' }]

function split(...argv: string[]) {
  const { words, options } = splitArguments('swell try', argv, known)
  return { words, options: Object.fromEntries(options) }
}

test('values come after a space or an equals sign, switches alone or negated', () => {
  assert.deepEqual(split('a', '--port', '1', 'b', '--port=2', '--force', '--no-force', '-h'), {
    words: ['a', 'b'],
    options: { port: ['1', '2'], force: [true, false], help: [true] },
  })
})

test('a value may begin with a minus, and may hold an equals sign', () => {
  assert.deepEqual(split('--port', '-1', '--port=a=b'), {
    words: [],
    options: { port: ['-1', 'a=b'] },
  })
})

test('what comes after two dashes is a word, as is a number below zero', () => {
  assert.deepEqual(split('-2', '--', '--force'), { words: ['-2', '--force'], options: {} })
})

test('an option that follows instead of a value is not taken for one', () => {
  assert.throws(() => split('--port', '--force'), { code: 'cli.optionWithoutValue' })
})
