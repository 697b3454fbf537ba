import { digestOf } from '../base/index.ts'

/** A file that code reads: a module, or data. */
export interface CodeFile {
  readonly digest: string
  readonly module?: CodeModule
}

/** A file of code, as far as is needed to tell what a piece of it reaches. Plain JSON. */
export interface CodeModule {
  readonly statements: readonly CodeStatement[]
  /** By the local name, where a name comes from. */
  readonly imports: Readonly<Record<string, CodeName>>
  /** By the exported name, the local one or where it comes from. */
  readonly exports: Readonly<Record<string, string | CodeName>>
  /** `export * from`. */
  readonly stars: readonly string[]
  /** All modules that are evaluated before this one, as they are written. */
  readonly evaluates: readonly string[]
}

export interface CodeName {
  readonly from: string
  /** `*` for all of it. */
  readonly name: string
}

/** A statement at the top of a module. */
export interface CodeStatement {
  /** Where it begins in the file as it was written, from 0. */
  readonly line: number
  readonly digest: string
  readonly declares: readonly string[]
  /** Names of the module that its text holds, whether it needs them or not. */
  readonly mentions: readonly string[]
  /** Modules that it imports when it runs. */
  readonly loads: readonly string[]
  /** True where it declares nothing: it does something as soon as the module is read. */
  readonly hasEffect: boolean
  /** True for `const train = defineStep(…)` and its like: others only use it as a wire. */
  readonly isWire: boolean
}

const word = /[\p{L}_$][\p{L}\p{N}_$]*/gu

/**
 * Reads code as esbuild prints it: each statement at the top begins in the first column, what it spans
 * is indented or begins with a bracket. `lineOf` tells where a printed line was written.
 */
export function parseCodeModule(code: string, lineOf: (printed: number) => number): CodeModule {
  const imports: Record<string, CodeName> = {}
  const exports: Record<string, string | CodeName> = {}
  const stars: string[] = []
  const evaluates: string[] = []
  const statements: (CodeStatement & { readonly text: string })[] = []
  for (const { text, line } of splitStatements(code)) {
    const flat = text.replaceAll(/\s+/g, ' ')
    const from = /^(?:import|export)\b[^"'(=]*(?:from )?"([^"]*)"/.exec(flat)?.[1]
    if (from !== undefined) evaluates.push(from)
    if (/^import [^(.]/.test(flat) && from !== undefined) readImport(flat, from, imports)
    else if (/^export (?:\*|\{)/.test(flat)) readExport(flat, from, exports, stars)
    else statements.push({ ...toStatement(text, lineOf(line), exports), text })
  }
  const known = new Set([...Object.keys(imports), ...statements.flatMap((each) => each.declares)])
  return {
    imports,
    exports,
    stars,
    evaluates,
    statements: statements.map(({ text, ...statement }) => ({
      ...statement,
      mentions: wordsIn(text).filter((name) => known.has(name)),
    })),
  }
}

function splitStatements(code: string): { readonly text: string; readonly line: number }[] {
  const statements: { text: string; line: number }[] = []
  for (const [line, text] of code.split('\n').entries()) {
    const last = statements.at(-1)
    if (last === undefined || /^[^\s)\]}]/.test(text)) statements.push({ text, line })
    else last.text += `\n${text}`
  }
  return statements.filter(({ text }) => text.trim() !== '')
}

function readImport(flat: string, from: string, imports: Record<string, CodeName>): void {
  const clause = /^import (.*?) from "/.exec(flat)?.[1] ?? ''
  const list = /\{(.*)\}/.exec(clause)?.[1] ?? ''
  for (const [name, local] of namesIn(list)) imports[local] = { from, name }
  const rest = clause.replace(/\{.*\}/, '')
  const whole = /\* as ([^\s,]+)/.exec(rest)?.[1]
  if (whole !== undefined) imports[whole] = { from, name: '*' }
  const first = /^([^\s,*]+)/.exec(rest)?.[1]
  if (first !== undefined) imports[first] = { from, name: 'default' }
}

function readExport(
  flat: string,
  from: string | undefined,
  exports: Record<string, string | CodeName>,
  stars: string[],
): void {
  const whole = /^export \* as ([^\s]+) from/.exec(flat)?.[1]
  if (whole !== undefined && from !== undefined) exports[unquoted(whole)] = { from, name: '*' }
  else if (from !== undefined && flat.startsWith('export *')) stars.push(from)
  const list = /^export \{(.*?)\}/.exec(flat)?.[1] ?? ''
  for (const [name, exported] of namesIn(list)) {
    exports[exported] = from === undefined ? name : { from, name }
  }
}

/** `a, b as c` → `[['a', 'a'], ['b', 'c']]`. */
function namesIn(list: string): [string, string][] {
  const parts = list.split(',').map((part) => part.trim())
  return parts.filter(Boolean).map((part) => {
    const [name = '', other = name] = part.split(' as ').map(unquoted)
    return [name, other]
  })
}

function unquoted(name: string): string {
  return name.replaceAll('"', '')
}

function toStatement(
  text: string,
  line: number,
  exports: Record<string, string | CodeName>,
): CodeStatement {
  const declared = declaredBy(text)
  if (/^export (?!default\b)/.test(text)) for (const name of declared) exports[name] = name
  const isDefault = text.startsWith('export default ')
  if (isDefault) exports['default'] = defaultName
  const declares = [...declared, ...(isDefault ? [defaultName] : [])]
  return {
    line,
    digest: digestOf(text).slice(0, 12),
    declares,
    mentions: [],
    loads: loadsIn(text),
    hasEffect: declares.length === 0,
    isWire: /^(?:export )?const [\w$]+ = (?:\[[\s\S]*?\.map\(|[\w$.]*step[\w$]*\()/i.test(text),
  }
}

/** No identifier: a default export has no name of its own. */
const defaultName = '*default*'

/** The names that a statement declares, and perhaps some that only look like it. */
function declaredBy(text: string): string[] {
  const head = text.replace(/^export (?:default )?/, '')
  const named = /^(?:async )?(?:function\*?|class) ?([\p{L}_$][\p{L}\p{N}_$]*)/u.exec(head)?.[1]
  if (named !== undefined) return named === 'extends' ? [] : [named]
  const declaration = /^(?:const|let|var|using|await using) ([\s\S]*)/.exec(head)?.[1]
  if (declaration === undefined) return []
  const pattern = /^[\s\S]*?(?= = |;)/.exec(declaration)?.[0] ?? declaration
  const isPattern = /^[{[]/.test(pattern)
  const first = isPattern ? (/^[\s\S]*?[}\]] = /.exec(declaration)?.[0] ?? declaration) : pattern
  const more = [...unnested(declaration).matchAll(/, ([\p{L}_$][\p{L}\p{N}_$]*)(?= = |;|,)/gu)]
  return [...new Set([...(first.match(word) ?? []), ...more.map(([, name]) => name ?? '')])]
}

/** The text outside of all brackets; all of it where a regular expression may hold some. */
function unnested(text: string): string {
  if (text.includes('/')) return text
  let depth = 0
  let kept = ''
  for (const char of text.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""')) {
    if ('([{'.includes(char)) depth += 1
    if (depth === 0) kept += char
    if (')]}'.includes(char)) depth -= 1
  }
  return kept
}

function loadsIn(text: string): string[] {
  return [...text.matchAll(/\b(?:import|require)\((?:"([^"]*)")?/g)].map(([, from]) => from ?? '*')
}

/** All words that may name a variable: no members (`a.b`), keys (`a: 1`) or words of texts. */
function wordsIn(text: string): string[] {
  const names = new Set<string>()
  for (const line of text.split('\n')) {
    // What a slash begins may be a regular expression with a quote: then all words count.
    const read = line.includes('/') ? line : line.replaceAll(/"(?:[^"\\]|\\.)*"/g, '""')
    for (const { 0: name, index } of read.matchAll(word)) {
      const before = read.slice(Math.max(0, index - 5), index)
      const isMember = /(?<!\.\.)\.$/.test(before) || before.endsWith('#')
      const isKey = read[index + name.length] === ':' && before !== 'case '
      if (!isMember && !isKey) names.add(name)
    }
  }
  return [...names]
}
