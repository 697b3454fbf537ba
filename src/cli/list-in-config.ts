/**
 * The text of a swell.config.ts with one definition more: imported, and at the end of its list. Undefined
 * where the text is not as `swell init` writes it, and a person has to say where it belongs.
 */
export function listInConfig(
  text: string,
  entry: { readonly list: string; readonly identifier: string; readonly path: string },
): string | undefined {
  const listed = addToList(text, entry.list, entry.identifier)
  if (listed === undefined) return undefined
  const line = `import { ${entry.identifier} } from './${entry.path}'\n`
  const imports = [...listed.matchAll(/^import [^;]*? from '[^']*'\n/gm)]
  const last = imports.at(-1)
  if (last === undefined) return line + listed
  const end = last.index + last[0].length
  return `${listed.slice(0, end)}${line}${listed.slice(end)}`
}

function addToList(text: string, list: string, identifier: string): string | undefined {
  const project = text.search(/\bdefineProject\(\{/)
  if (project < 0) return undefined
  const body = text.slice(project)
  const written = new RegExp(`^( +)${list}: \\[([^\\[\\]]*)\\],?$`, 'm').exec(body)
  if (written !== null) {
    const [whole, indent = '', inside = ''] = written
    const items = inside.split(',').map((item) => item.trim())
    const names = [...items.filter((item) => item !== ''), identifier]
    const at = project + written.index
    return text.slice(0, at) + writeList(indent, list, names) + text.slice(at + whole.length)
  }
  // Another way of writing it is left to who wrote it so.
  if (new RegExp(`\\b${list}\\b`).test(body)) return undefined
  const end = body.indexOf('\n})')
  if (end < 0) return undefined
  const at = project + end
  return `${text.slice(0, at)}\n${writeList('  ', list, [identifier])}${text.slice(at)}`
}

function writeList(indent: string, list: string, names: readonly string[]): string {
  const line = `${indent}${list}: [${names.join(', ')}],`
  if (line.length <= 100) return line
  const inner = names.map((name) => `${indent}  ${name},\n`).join('')
  return `${indent}${list}: [\n${inner}${indent}],`
}
