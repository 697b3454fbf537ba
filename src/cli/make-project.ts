import { cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cliErrors } from './errors.ts'
import { writeBicycleData } from './write-bicycle-data.ts'

export const templates = ['forecast'] as const

export interface NewProject {
  readonly template: (typeof templates)[number]
  /** As it was written; relative to `workingFolder`. */
  readonly folder: string
  readonly workingFolder: string
  /** What npm is to install: a version or a file. */
  readonly groundswell: string
  readonly today: Date
}

/** npm leaves files of these names out of a package; they are kept without the dot. */
const dotted: Readonly<Record<string, string>> = { npmrc: '.npmrc', gitignore: '.gitignore' }

/** Makes a project beside its place and moves it there: half a project never stands. Throws `folderTaken`. */
export async function makeProject(options: NewProject) {
  const { template, workingFolder, today } = options
  const folder = resolve(workingFolder, options.folder)
  const name = toPackageName(basename(folder))
  await assertFree(folder)
  const draft = join(dirname(folder), `.${basename(folder)}.${process.pid}.draft`)
  await mkdir(dirname(folder), { recursive: true })
  try {
    const source = fileURLToPath(new URL(`./templates/${template}`, import.meta.url))
    await cp(source, draft, { recursive: true })
    for (const [plain, dot] of Object.entries(dotted))
      await rename(join(draft, plain), join(draft, dot))
    await nameProject(draft, name, specFrom(options))
    await writeBicycleData(join(draft, 'data'), today)
    // An empty folder gives way; one that got a file meanwhile doesn't.
    await rename(draft, folder)
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
  const files = await readdir(folder, { recursive: true, withFileTypes: true })
  const fileCount = files.filter((entry) => entry.isFile()).length
  return { name, template, folder, shownFolder: relative(workingFolder, folder) || '.', fileCount }
}

async function assertFree(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined)
  if (found === undefined) return
  const isEmpty = found.isDirectory() && (await readdir(folder)).length === 0
  if (!isEmpty) throw cliErrors.folderTaken({ folder })
}

/** A name that a project and an npm package may have: `My Service` → `my-service`. */
function toPackageName(folder: string): string {
  const name = folder
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
  return name === '' ? 'my-service' : name
}

/** A relative file stands where the command was called, and has to be found from the new project. */
function specFrom({ groundswell, workingFolder }: NewProject): string {
  const path = groundswell.replace(/^file:/, '')
  const isFile = path !== groundswell || /\.tgz$|^[./]/.test(path)
  if (!isFile) return groundswell
  return `file:${isAbsolute(path) ? path : resolve(workingFolder, path)}`
}

async function nameProject(folder: string, name: string, spec: string): Promise<void> {
  await replaceIn(join(folder, 'package.json'), [
    ['"name": "my-service"', `"name": "${name}"`],
    ['"groundswell": "*"', `"groundswell": ${JSON.stringify(spec)}`],
  ])
  await replaceIn(join(folder, 'swell.config.ts'), [["name: 'my-service'", `name: '${name}'`]])
  await replaceIn(join(folder, 'README.md'), [['# my-service', `# ${name}`]])
}

async function replaceIn(
  path: string,
  replacements: readonly (readonly [from: string, to: string])[],
): Promise<void> {
  let text = await readFile(path, 'utf8')
  for (const [from, to] of replacements) text = text.replace(from, () => to)
  await writeFile(path, text)
}
