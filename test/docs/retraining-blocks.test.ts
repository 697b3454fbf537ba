import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { commands } from '../../src/cli/commands.ts'
import { decisionStates } from '../../src/api/index.ts'

const read = (path: string) => readFile(new URL(path, import.meta.url), 'utf8')
const compiled = plain(await read('retraining-examples.ts'))

/** Code without what differs where it stands. */
function plain(code: string): string {
  return code.replaceAll(/,(?=\s*[)\]}])/g, '').replaceAll(/\s+/g, '')
}

function blocksOf(text: string, language: string): string[] {
  const found = text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))
  return [...found].map((match) => match[1] ?? '')
}

for (const page of ['retraining', 'diagnostics']) {
  test(`what docs/${page}.md shows was checked by the compiler, and its commands are commands`, async () => {
    const text = await read(`../../docs/${page}.md`)
    for (const block of blocksOf(text, 'ts')) {
      assert.ok(compiled.includes(plain(block)), `not in retraining-examples.ts:\n${block}`)
    }
    const names = commands.map(({ name }) => name)
    for (const line of blocksOf(text, 'sh').flatMap((block) => block.trim().split('\n'))) {
      const words = line.replace(/^swell /, '').split(' ')
      const isKnown = names.includes(words[0] ?? '') || names.includes(words.slice(0, 2).join(' '))
      assert.ok(isKnown, line)
    }
  })
}

test('docs/retraining.md tells every state of a decision, and the policy that it shows is one', async () => {
  const text = await read('../../docs/retraining.md')
  for (const state of decisionStates) assert.match(text, new RegExp(`^\\| \`${state}\` `, 'm'))
  const { shownPolicy } = await import('./retraining-examples.ts')
  assert.equal(shownPolicy.name, 'fares')
})
