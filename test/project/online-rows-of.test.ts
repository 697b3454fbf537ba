import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { defineSettings, secret } from '../../src/base/index.ts'
import { defineProject } from '../../src/project/index.ts'
import { onlineRowsOf } from '../../src/project/online-rows-of.ts'

const settings = defineSettings({
  online: { default: '', description: 'The Redis server of online features' },
})

function open(online: Parameters<typeof defineProject>[0]['online']) {
  const project = defineProject({ name: 'surf', settings, online })
  const commits = {} as never
  return onlineRowsOf(project, { state: tmpdir(), settings: {}, environment: {}, commits })
}

test('without an address, and with an empty one, the rows lie here', async () => {
  for (const online of [undefined, '', settings.online]) await open(online).close()
})

test('an address that is none is refused, from a text or a file, and not told', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-online-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'address')
  writeFileSync(file, 'http://ada:planted@nowhere')
  for (const online of ['http://ada:planted@nowhere', secret({ file })]) {
    assert.throws(
      () => open(online),
      (error: Error) => {
        assert.match(error.message, /no URL of a Redis server/)
        assert.doesNotMatch(JSON.stringify(error), /planted/)
        return true
      },
    )
  }
})
