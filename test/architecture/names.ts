import { basename, dirname } from 'node:path/posix'
import { folderOf, isSource, type SourceFile } from './source-files.ts'

const forbidden = /(^|-)(utils?|helpers?|common|shared|misc|types|managers?)(-|$)/
const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/

const longestFile = 400
const readmeLines = { least: 10, most: 60 }

/** Names of files and folders of ours that are not kebab-case or say nothing. */
export function findBadNames(paths: readonly string[]): readonly string[] {
  return paths
    .filter((path) => /^(src|test|bench|scripts|bin)\//.test(path) && !path.includes('/templates/'))
    .filter((path) => !path.endsWith('.py'))
    .flatMap((path) => {
      const parts = path.split('/')
      const bad = parts.map((part) => findFault(part.replace(/\..*$/, ''))).find((fault) => fault)
      return bad === undefined || path.includes('/golden/') || basename(path) === 'README.md'
        ? []
        : [`${path}: ${bad}`]
    })
}

function findFault(name: string): string | undefined {
  if (!kebab.test(name)) return 'not kebab-case'
  const word = forbidden.exec(name)?.[2]
  return word === undefined ? undefined : `"${word}" doesn't say what is in it`
}

/** Folders of src/ that lack their README or door, or throw errors of no table. */
export function findIncompleteFolders(files: readonly SourceFile[]): readonly string[] {
  const folders = [...new Set(files.flatMap((file) => folderOf(file.path) ?? []))]
  return folders.flatMap((folder) => {
    const inside = files.filter((file) => folderOf(file.path) === folder)
    const has = (name: string) => inside.some((file) => file.path === `src/${folder}/${name}`)
    const readme = inside.find((file) => file.path === `src/${folder}/README.md`)
    const throwsOwn = inside.some((file) => /throw \w+Errors\.\w+\(/.test(file.text))
    return [
      ...findReadmeFaults(folder, readme?.text),
      // Nobody imports the topmost two: a browser and a terminal start them.
      ...(has('index.ts') || ['ui', 'cli'].includes(folder)
        ? []
        : [`src/${folder} has no index.ts`]),
      ...(throwsOwn && !has('errors.ts') && !importsErrors(inside)
        ? [`src/${folder} has no errors.ts`]
        : []),
    ]
  })
}

function findReadmeFaults(folder: string, text: string | undefined): readonly string[] {
  if (text === undefined) return [`src/${folder} has no README.md`]
  const count = text.trimEnd().split('\n').length
  return count < readmeLines.least || count > readmeLines.most
    ? [
        `src/${folder}/README.md has ${count} lines, not ${readmeLines.least} to ${readmeLines.most}`,
      ]
    : []
}

function importsErrors(inside: readonly SourceFile[]): boolean {
  return inside.some((file) => /import \{[^}]*\w+Errors\b[^}]*\} from '\.\.\//.test(file.text))
}

/** Files of code that grew too long to be read in one go. */
export function findLongFiles(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap(({ path, text }) => {
    const count = text.trimEnd().split('\n').length
    return count > longestFile ? [`${path} has ${count} lines; the most is ${longestFile}`] : []
  })
}

/** Default exports; two tools ask for one in their configuration. */
export function findDefaultExports(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter(({ path }) => !/^(vite|swell)\.config\.ts$/.test(basename(path)))
    .filter(({ text }) => /^export default\b|\bexport \{[^}]*\bas default\b/m.test(text))
    .map(({ path }) => `${path} has a default export`)
}

/** Doors that hide what they let through: `export *`, or more than exports. */
export function findOpenDoors(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter(({ path }) => isSource(path) && /^src(\/[^/]+)?\/index\.ts$/.test(path))
    .filter(({ text }) => /^export \*|^export (const|function|class|interface)/m.test(text))
    .map(({ path }) => `${dirname(path)}/index.ts: name each export, and keep code out of the door`)
}
