import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { TestContext } from 'node:test'
import { pathToFileURL } from 'node:url'
import { temporaryFolder } from '../storage/temporary-folder.ts'

/** Where a project finds `defineProject`; these tests need no more of the package. */
export const projectModule = pathToFileURL(
  join(import.meta.dirname, '../../src/project/index.ts'),
).href

/** A folder with these files, below a folder of an awkward name. */
export async function temporaryProject(
  t: TestContext,
  files: Readonly<Record<string, string>>,
): Promise<string> {
  const root = join(await temporaryFolder(t), 'my (own) project')
  await mkdir(root)
  for (const [name, text] of Object.entries({ 'package.json': '{"type":"module"}', ...files })) {
    const path = join(root, name)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, text)
  }
  return root
}
