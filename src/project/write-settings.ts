import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { systemErrorCode, type SettingValue } from '../base/index.ts'

/**
 * Writes values into `settings/<environment>.yaml`; all else in it stays as it is, comments too. Gives the file's
 * name, from the project's folder.
 */
export async function writeSettings(
  root: string,
  environment: string,
  values: Readonly<Record<string, SettingValue>>,
): Promise<string> {
  const { parseDocument } = await import('yaml')
  const file = `settings/${environment}.yaml`
  const path = join(root, file)
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (systemErrorCode(error) === 'ENOENT') return ''
    throw error
  })
  const document = parseDocument(text)
  for (const [name, value] of Object.entries(values)) {
    // A name may stand there as it is, or part by part.
    document.setIn(document.has(name) ? [name] : name.split('.'), value)
  }
  await mkdir(dirname(path), { recursive: true })
  const draft = `${path}.${process.pid}.draft`
  await writeFile(draft, document.toString())
  await rename(draft, path)
  return file
}
