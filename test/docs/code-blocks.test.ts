import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'

const root = new URL('../../', import.meta.url)
const examplesOf = async (file: string) =>
  plain(await readFile(new URL(file, import.meta.url), 'utf8'))
const features = await examplesOf('feature-examples.ts')
const compiledFor: Readonly<Record<string, string>> = {
  monitoring: await examplesOf('monitoring-examples.ts'),
  composition: await examplesOf('composition-examples.ts'),
}

/** Code without what differs where it stands. */
function plain(code: string): string {
  return code
    .replaceAll(/\bexport /g, '')
    .replaceAll(/,(?=\s*[)\]}])/g, '')
    .replaceAll(/\s+/g, '')
}

const pages = [
  'groups',
  'views',
  'training-sets',
  'transformations',
  'online',
  'monitoring',
  'composition',
]

for (const page of pages) {
  const compiled = compiledFor[page] ?? features
  test(`what docs/${page}.md shows in TypeScript was checked by the compiler`, async () => {
    const text = await readFile(new URL(`docs/${page}.md`, root), 'utf8')
    const shown = [...text.matchAll(/^```ts\n(.*?)^```/gms)].map((match) => match[1] ?? '')
    assert.notEqual(shown.length, 0)
    for (const block of shown) {
      for (const piece of block.trim().split('\n\n')) {
        assert.ok(compiled.includes(plain(piece)), `not in the examples:\n${piece}`)
      }
    }
  })
}

test('what the pages show is accepted when it is declared', async () => {
  const { shown } = await import('./feature-examples.ts')
  assert.equal(shown.fare.view.name, 'trips')
  const { shown: watched } = await import('./monitoring-examples.ts')
  assert.equal(watched.monitors.length, 4)
  const { shown: composed } = await import('./composition-examples.ts')
  assert.deepEqual(Object.keys(composed), ['prices', 'surf', 'offers', 'digits'])
})
