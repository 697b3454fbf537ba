import { chmod, cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path'
import { findPackageAsset } from '../project/index.ts'
import { cliErrors } from './errors.ts'
import { writeBicycleData } from './write-bicycle-data.ts'
import { writeMemberData } from './write-member-data.ts'
import { writeTripData } from './write-trip-data.ts'

/** What a project can begin with. */
export const templates = ['forecast', 'tabular', 'api', 'blank'] as const
type Template = (typeof templates)[number]

interface Beginning {
  readonly description: string
  /** Makes up the data that the template learns from. */
  readonly writeData?: (folder: string, today: Date) => Promise<void>
  /** What `npm start` does, where there is nothing to learn yet. */
  readonly start?: string
}

const beginnings: Readonly<Record<Template, Beginning>> = {
  forecast: {
    description: 'How many people will ride a bicycle in the next days?',
    writeData: writeBicycleData,
  },
  tabular: { description: 'Which members will leave?', writeData: writeMemberData },
  api: { description: 'How long will it take?', writeData: writeTripData },
  blank: { description: 'Nothing yet', start: 'swell up' },
}

export interface NewProject {
  readonly template: Template
  /** As it was written; relative to `workingFolder`. */
  readonly folder: string
  readonly workingFolder: string
  /** What npm is to install: a version or a file. */
  readonly groundswell: string
  readonly today: Date
}

/** npm leaves some files with a dot out of a package; all of them are kept without it. */
const dotted = [
  'npmrc',
  'gitignore',
  'githooks',
  'github',
  'oxlintrc.json',
  'prettierignore',
  'prettierrc.json',
]

function templateFolder(part: string): string {
  const folder = findPackageAsset(`src/cli/templates/${part}`, `dist/cli/templates/${part}`)
  if (folder === undefined) throw new Error(`the package lacks the template ${part}`)
  return folder
}

/** Makes a project beside its place and moves it there: half a project never stands. Throws `folderTaken`. */
export async function makeProject(options: NewProject) {
  const { template, workingFolder, today } = options
  const folder = resolve(workingFolder, options.folder)
  const name = toPackageName(basename(folder))
  await assertFree(folder)
  const draft = join(dirname(folder), `.${basename(folder)}.${process.pid}.draft`)
  await mkdir(dirname(folder), { recursive: true })
  try {
    // What every project has, then what the template has of its own.
    for (const part of ['every', template]) {
      await cp(templateFolder(part), draft, { recursive: true })
    }
    for (const name of dotted) await rename(join(draft, name), join(draft, `.${name}`))
    // A package keeps no right to run a file, and Git runs no hook without it.
    await chmod(join(draft, '.githooks/pre-commit'), 0o755)
    await nameProject(draft, name, options)
    await beginnings[template].writeData?.(join(draft, 'data'), today)
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

async function nameProject(folder: string, name: string, options: NewProject): Promise<void> {
  const { description, start = 'swell start' } = beginnings[options.template]
  await replaceIn(join(folder, 'package.json'), [
    ['"name": "my-service"', `"name": "${name}"`],
    ['"description": "…"', `"description": ${JSON.stringify(description)}`],
    ['"start": "swell start"', `"start": "${start}"`],
    ['"groundswell": "*"', `"groundswell": ${JSON.stringify(specFrom(options))}`],
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
