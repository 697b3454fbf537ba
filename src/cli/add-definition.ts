import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { suggestName } from '../base/index.ts'
import { groupsRead } from '../features/index.ts'
import { configName, loadProject, type Project } from '../project/index.ts'
import {
  stubPlaces,
  writeStub,
  type Referred,
  type StubKind,
  type StubRequest,
} from './definition-stubs.ts'
import { cliErrors } from './errors.ts'
import { listInConfig } from './list-in-config.ts'

export interface NewDefinition {
  readonly kind: StubKind
  readonly name: string
  /** What it is made of, by name; the last one of the project when it is absent. */
  readonly of?: string
}

/** What was written, and what is left to a person. */
export interface AddedDefinition {
  readonly kind: StubKind
  readonly name: string
  readonly files: readonly string[]
  readonly isListed: boolean
  readonly identifier: string
}

/**
 * Writes a definition with a test and lists it in swell.config.ts: all or nothing. Throws `notADefinitionName`,
 * `fileTaken`, `definitionMissing` or `definitionElsewhere`.
 */
export async function addDefinition(root: string, added: NewDefinition): Promise<AddedDefinition> {
  const { kind, name } = added
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) throw cliErrors.notADefinitionName({ name })
  const { folder, list, suffix } = stubPlaces[kind]
  const path = `${folder}/${name}.ts`
  const testPath = `test/${kind}-${name}.test.ts`
  const taken = [path, testPath].find((one) => existsSync(join(root, one)))
  if (taken !== undefined) throw cliErrors.fileTaken({ file: taken })
  const identifier = `${toIdentifier(name)}${suffix}`
  const request = { name, identifier, ...(await referredBy(root, added)) }
  const stub = writeStub(kind, request)
  const config = join(root, configName)
  const text = await readFile(config, 'utf8')
  const listed = list === undefined ? undefined : listInConfig(text, { list, identifier, path })
  for (const [file, content] of [
    [path, stub.code],
    [testPath, stub.test],
  ] as const) {
    await mkdir(dirname(join(root, file)), { recursive: true })
    await writeFile(join(root, file), content, { flag: 'wx' })
  }
  if (listed !== undefined) await writeFile(config, listed)
  return { kind, name, files: [path, testPath], isListed: listed !== undefined, identifier }
}

async function referredBy(
  root: string,
  { kind, of }: NewDefinition,
): Promise<Partial<StubRequest>> {
  if (kind === 'step' || kind === 'group') return {}
  const project = await loadProject(root)
  if (kind === 'view') return ofGroup(root, project, of)
  if (kind === 'model') {
    const { name } = choose('view', project.views, of)
    return { of: await findExport(root, 'view', name) }
  }
  if (kind === 'pipeline' && of === undefined && project.models.length === 0) return {}
  const model = choose('model', project.models, of)
  const own = { of: await findExport(root, 'model', model.name) }
  if (kind === 'service') return own
  const read = new Set([model.view.label.group, ...groupsRead(model.view)].map(({ name }) => name))
  const loaded = project.groups.filter((group) => read.has(group.name) && group.from !== undefined)
  const loads = await Promise.all(loaded.map(({ name }) => findExport(root, 'group', name)))
  return { ...own, loads }
}

async function ofGroup(root: string, project: Project, of: string | undefined) {
  const group = choose('group', project.groups, of)
  const numbers = Object.entries(group.columns).filter(([, { type }]) =>
    ['float', 'integer'].includes(type),
  )
  const label = numbers.at(-1)?.[0]
  if (label === undefined) {
    throw cliErrors.definitionMissing({ kind: 'group with a column of numbers', suggestion: '' })
  }
  return { of: await findExport(root, 'group', group.name), label }
}

function choose<Named extends { readonly name: string }>(
  kind: string,
  all: readonly Named[],
  of: string | undefined,
): Named {
  const found = of === undefined ? all.at(-1) : all.find(({ name }) => name === of)
  if (found !== undefined) return found
  const names = all.map(({ name }) => name)
  const suggestion = of === undefined ? '' : suggestName(of, names)
  throw cliErrors.definitionMissing({
    kind: of === undefined ? kind : `${kind} "${of}"`,
    suggestion,
  })
}

/** What the file of a definition exports, where it is named as `swell init` and `swell add` name files. */
async function findExport(
  root: string,
  kind: 'group' | 'view' | 'model',
  name: string,
): Promise<Referred> {
  const path = `${stubPlaces[kind].folder}/${name}.ts`
  const text = existsSync(join(root, path)) ? await readFile(join(root, path), 'utf8') : ''
  const define = `(?:define|derive)${kind.charAt(0).toUpperCase()}${kind.slice(1)}`
  const identifier = new RegExp(`export const (\\w+) = ${define}\\(`).exec(text)?.[1]
  if (identifier === undefined) throw cliErrors.definitionElsewhere({ kind, name, path })
  return { identifier, path }
}

function toIdentifier(name: string): string {
  return name.replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}
