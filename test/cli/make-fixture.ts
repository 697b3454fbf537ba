import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { makeProject } from '../../src/cli/make-project.ts'

/** When the fixture's processes believe to start: a Saturday, five days after its newest files. */
export const fixtureNow = '2026-11-21T12:00:00Z'

/** A folder that is gone after the tests of the file. */
export function temporaryFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `swell-${name}-`))
  after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Makes the project that `swell init` makes; nothing has run in it. */
export async function makeFixture(parent: string, name = 'bicycles'): Promise<string> {
  const { folder } = await makeProject({
    template: 'forecast',
    folder: name,
    workingFolder: parent,
    groundswell: '0.0.0',
    today: new Date(fixtureNow),
  })
  return folder
}
