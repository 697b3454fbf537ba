/** One import, re-export or dynamic import of a module, as it stands in the text. */
export interface Import {
  readonly specifier: string
  /** True when nothing of it is left at run time: `import type`, `export type`, or inside a type. */
  readonly isTypeOnly: boolean
}

const fromClause =
  /\b(import|export)\s+(type\s+)?(?=[\w$*{])(?:(?!\b(?:import|export)\b)[\w$*\s{},])*?\bfrom\s*"(\d+)"|\bimport\s*"(\d+)"/g
const dynamicImport = /\bimport\s*\(\s*"(\d+)"\s*\)(\s*\.\s*[A-Z]\w*)?/g

/** Finds what a TypeScript or JavaScript text imports. What stands in comments and strings doesn't count. */
export function scanImports(text: string): readonly Import[] {
  const { code, strings } = liftStrings(text)
  const found: Import[] = []
  for (const match of code.matchAll(fromClause)) {
    const specifier = strings[Number(match[3] ?? match[4])]
    if (specifier === undefined) continue
    found.push({ specifier, isTypeOnly: match[2] !== undefined || hasOnlyTypes(match[0]) })
  }
  for (const match of code.matchAll(dynamicImport)) {
    const specifier = strings[Number(match[1])]
    if (specifier !== undefined) found.push({ specifier, isTypeOnly: match[2] !== undefined })
  }
  return found
}

function hasOnlyTypes(clause: string): boolean {
  const names = /^\w+\s*\{([^}]*)\}/
    .exec(clause)?.[1]
    ?.split(',')
    .map((name) => name.trim())
  const written = names?.filter((name) => name !== '') ?? []
  return written.length > 0 && written.every((name) => name.startsWith('type '))
}

/** Takes comments out and puts `"<index>"` in the place of each string, so that code is code. */
export function liftStrings(text: string): { code: string; strings: readonly string[] } {
  const strings: string[] = []
  const token =
    /\/\/[^\n]*|\/\*[^]*?\*\/|'(?:[^'\\\n]|\\[^])*'|"(?:[^"\\\n]|\\[^])*"|`(?:[^`\\]|\\[^])*`|(?<=(?:^|[=(,:[!&|?{;}>]|return|typeof|case)\s*)\/(?![*/])(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/gm
  const code = text.replaceAll(token, (found) => {
    if (found.startsWith('//') || found.startsWith('/*')) return ' '
    if (found.startsWith('/')) return '/ /'
    strings.push(found.slice(1, -1))
    return `"${strings.length - 1}"`
  })
  return { code, strings }
}
